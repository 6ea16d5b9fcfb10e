using OrleansMicro.Tools.Processes;

namespace OrleansMicro.Tests.Tools;

/// <summary>Where the programs of a cluster on this machine are.</summary>
public sealed class ProgramsTests
{
    [Fact]
    public void A_build_that_lacks_a_program_is_refused_with_its_path()
    {
        var build = new DirectoryInfo(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        Assert.Contains(Path.Combine(build.FullName, "Silo.dll"), Assert.Throws<IOException>(() => Programs.In(build, "Silo")).Message);
    }

    [Fact]
    public void A_program_of_another_build_is_in_its_folder()
    {
        var silo = Programs.In(new DirectoryInfo(Path.GetDirectoryName(Programs.Silo)!), "Silo");
        Assert.Equal(Programs.Silo, silo);
    }
}
