namespace OrleansMicro.Tests.Simulation;

/// <summary>Sources of time, chance and threads that the seed does not control must not enter the grains or the simulation unnoticed.</summary>
public sealed class BannedApiTests
{
    // The command and its threads are outside of a seed. A source of this kind that is awaited only in turns of a grain returns to the grain.
    private static readonly string[] Allowed = ["Simulation/Runs/", "Grains/Common/GroupCommit.cs"];

    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("Environment.TickCount")]
    [InlineData("Stopwatch.")]
    [InlineData("Task.Run(")]
    [InlineData("new Thread(")]
    [InlineData("ThreadPool.")]
    [InlineData("Random.Shared")]
    [InlineData("new Random(")]
    [InlineData("Guid.NewGuid")]
    [InlineData("ConfigureAwait(false)")]
    [InlineData("TaskCreationOptions.RunContinuationsAsynchronously")]
    public void Grains_and_simulation_get_time_chance_and_threads(string banned) => Assert.DoesNotContain(
        Sources("Grains", "Grains.Abstractions", "Simulation"),
        file => !Array.Exists(Allowed, allowed => file.Contains(allowed, StringComparison.Ordinal))
            && File.ReadAllText(file).Contains(banned, StringComparison.Ordinal));

    [Fact]
    public void The_runtime_stays_small() => Assert.InRange(
        Sources("Simulation/Scheduling", "Simulation/Network", "Simulation/Store", "Simulation/Faults", "Simulation/Cluster", "Simulation/Runtime")
            .Sum(static file => File.ReadLines(file).Count()),
        1,
        3_200);

    private static IEnumerable<string> Sources(params string[] folders)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "OrleansMicro.sln")))
            root = root.Parent;
        Assert.NotNull(root);
        return folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root.FullName, folder), "*.cs", SearchOption.AllDirectories));
    }
}
