namespace OrleansMicro.Tests.Architecture;

/// <summary>The seed decides everything in a simulation, so grains and simulation reach no other source of time, chance and threads.</summary>
public sealed class DeterminismTests
{
    private const int MaxRuntimeLines = 3_220;

    // The command and its threads are outside of a seed. Turns of a grain await GroupCommit's source, so work returns to the grain.
    private static readonly string[] Allowed = ["Simulation/Runs/", "Grains/Common/GroupCommit.cs"];

    private static readonly string[] Banned =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Environment.TickCount", "Stopwatch.",
        "Task.Run(", "new Thread(", "ThreadPool.", "Random.Shared", "new Random(", "Guid.NewGuid", "ConfigureAwait(false)",
        "TaskCreationOptions.RunContinuationsAsynchronously",
    ];

    private static readonly string[] Runtime =
    [
        "Simulation/Scheduling", "Simulation/Network", "Simulation/Store", "Simulation/Faults", "Simulation/Cluster", "Simulation/Runtime",
    ];

    [Fact]
    public void Grains_and_simulation_depend_on_the_seed_only() => Violations.None(
        from file in Repository.Sources("Grains", "Grains.Abstractions", "Simulation")
        where !Array.Exists(Allowed, allowed => file.StartsWith(allowed, StringComparison.Ordinal))
        from name in Find(Repository.Read(file))
        select $"{file}: {name}");

    [Fact]
    public void A_banned_name_is_reported() => Assert.Equal(["Task.Run("], Find("await Task.Run(() => 1);"));

    [Fact]
    public void The_runtime_stays_small() =>
        Assert.InRange(Repository.Sources(Runtime).Sum(static file => Repository.Lines(file).Length), 1, MaxRuntimeLines);

    private static IEnumerable<string> Find(string code) => Banned.Where(name => code.Contains(name, StringComparison.Ordinal));
}
