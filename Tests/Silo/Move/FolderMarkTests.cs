using OrleansMicro.Silo;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>The mark in a data folder, and what of it is on disk.</summary>
public sealed class FolderMarkTests
{
    private static readonly MoveMark Mark = new("1", MoveRole.Source, MoveStage.Moving, "A", "B", "./run move", default);

    [Fact]
    public void The_name_of_the_mark_is_on_disk_too()
    {
        using var temp = new TempFolder();
        var flushed = new List<bool>();
        using var folder = new DataFolder(temp.Path, path => flushed.Add(File.Exists(Path.Combine(path, "move.json"))));

        FolderMark.Write(folder, Mark);
        FolderMark.Remove(folder);

        Assert.Equal([true, false], flushed);
    }

    [Fact]
    public async Task An_emptied_folder_is_on_disk_before_its_mark_is_removed()
    {
        using var temp = new TempFolder();
        var flushed = new List<bool>();
        using var folder = new DataFolder(temp.Path, path => flushed.Add(File.Exists(Path.Combine(path, "marketplace.db"))));
        using var place = new SqlitePlace(folder);
        await place.WriteAsync([MoveWorld.Row("tea/1", "data")]);

        await place.EmptyAsync();

        Assert.Equal([false], flushed);
    }

    [Fact]
    public void A_folder_that_is_gone_is_not_taken_for_flushed()
    {
        using var temp = new TempFolder();
        FolderFlush.Run(temp.Path);
        if (OperatingSystem.IsLinux())
            Assert.Throws<IOException>(() => FolderFlush.Run(temp.File("gone")));
    }
}
