namespace OrleansMicro.Tests.Simulation;

/// <summary>What would make a run differ from another must not come into grains or engine unseen; what is there has a reason.</summary>
public sealed class BannedApiTests
{
    // What a simulation never runs (sockets, hosts), names that decide nothing (ids of activations and of call chains), and a source that only grains await.
    private static readonly string[] Allowed =
    [
        "Core/Transport/Tcp/", "Core/Hosting/", "Core/Statistics/", "Core/Silos/ClientHostedService.cs", "Core/Runtime/ActivationId.cs",
        "Core/Runtime/RequestContext.cs", "Core/Scheduling/Continuations.cs", "Core/Scheduling/IWorkScheduler.cs", "Core/Silos/SiloRuntime.cs",
        "Core/Transport/InMemoryTransport.cs", "Grains/Common/GroupCommit.cs",
    ];

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
    public void Grains_and_engine_take_time_chance_and_threads_from_outside(string banned) => Assert.DoesNotContain(
        Sources("Grains", "Grains.Abstractions", "Engine/Core", "Engine/Simulation"),
        file => !Array.Exists(Allowed, allowed => file.Contains(allowed, StringComparison.Ordinal))
            && File.ReadAllText(file).Contains(banned, StringComparison.Ordinal));

    private static IEnumerable<string> Sources(params string[] folders)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "OrleansMicro.sln")))
            root = root.Parent;
        Assert.NotNull(root);
        return folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root.FullName, folder), "*.cs", SearchOption.AllDirectories));
    }
}
