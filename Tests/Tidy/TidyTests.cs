namespace OrleansMicro.Tests.Tidy;

/// <summary>House rules that a machine can check, so that reviews need not.</summary>
public sealed class TidyTests
{
    private static readonly string[] Projects = ["Api", "Bench", "Grains", "Grains.Abstractions", "Hosting", "Silo", "Simulation", "Tests", "Tools"];

    [Fact]
    public void Files_are_small()
    {
        var lengths = Sources().Select(file => (file, lines: File.ReadLines(file).Count())).OrderBy(f => f.lines).ToArray();

        Assert.Empty(lengths.Where(f => f.lines > 500).Select(f => $"{f.file}: {f.lines} lines, at most 500"));
        Assert.InRange(lengths[lengths.Length / 2].lines, 1, 90);
        Assert.InRange(lengths[lengths.Length * 9 / 10].lines, 1, 250);
    }

    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("Task.Run(")]
    [InlineData("Random.Shared")]
    [InlineData("Guid.NewGuid")]
    [InlineData("Thread.Sleep")]
    [InlineData("ConfigureAwait(false)")]
    public void Grains_take_time_chance_and_threads_from_their_host(string banned) =>
        Assert.DoesNotContain(Sources("Grains"), file => File.ReadAllText(file).Contains(banned, StringComparison.Ordinal));

    [Fact]
    public void No_source_depends_on_build_symbols() =>
        Assert.DoesNotContain(
            Sources("Grains", "Grains.Abstractions", "Api", "Tests").Where(file => !file.EndsWith("TidyTests.cs", StringComparison.Ordinal)),
            file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));

    [Fact]
    public void The_api_knows_the_contract_only() => Assert.DoesNotContain(
        typeof(MarketplaceApi).Assembly.GetReferencedAssemblies(), reference => reference.Name is "Grains" or "Silo");

    private static IEnumerable<string> Sources(params string[] projects) =>
        (projects.Length == 0 ? Projects : projects)
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root(), project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansMicro.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run from inside a checkout; no OrleansMicro.sln above the test assembly.");
    }
}
