using OrleansMicro.Hosting;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Silo;

/// <summary>One server at a time has a data folder.</summary>
public sealed class DataFolderTests
{
    [Fact]
    public void Is_held_until_it_is_let_go()
    {
        using var temp = new TempFolder();
        using (new DataFolder(temp.Path))
            Assert.Contains(temp.Path, Assert.Throws<StartException>(() => new DataFolder(temp.Path)).Message, StringComparison.Ordinal);
        new DataFolder(temp.Path).Dispose();
    }

    [Fact]
    public void Is_created_with_the_folders_above_it()
    {
        using var temp = new TempFolder();
        using var data = new DataFolder(temp.File("a/b"));
        Assert.True(Directory.Exists(temp.File("a/b")));
        Assert.Equal(temp.File("a/b/marketplace.db"), data.Database);
    }

    [Fact]
    public void Cannot_be_a_file()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp.File("file"), "");
        Assert.Throws<StartException>(() => new DataFolder(temp.File("file")));
    }
}
