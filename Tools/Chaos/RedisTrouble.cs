namespace OrleansMicro.Tools.Chaos;

/// <summary>Redis is restarted or does not answer for a while.</summary>
internal static class RedisTrouble
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    /// <summary>SIGTERM, and a new one on the same data right after.</summary>
    public static async Task Restart(ChaosWorld world, CancellationToken stop)
    {
        for (var round = 0; round < world.Plan.Rounds; round++)
        {
            await Task.Delay(world.Plan.Every, stop);
            world.Say("Redis is stopped");
            await world.Redis.Terminate(StopTimeout);
            await world.StartRedis(stop);
            await world.MeasureBackAfter(stop);
        }

        await Task.Delay(Settle, stop);
        NobodyEnded(world);
    }

    /// <summary>SIGSTOP, and SIGCONT after <see cref="ChaosPlan.Length"/>.</summary>
    public static async Task Pause(ChaosWorld world, CancellationToken stop)
    {
        for (var round = 0; round < world.Plan.Rounds; round++)
        {
            await Task.Delay(world.Plan.Every, stop);
            world.Say("Redis is paused");
            await world.Redis.Pause();
            await Task.Delay(world.Plan.Length, stop);
            await world.Redis.Resume();
            world.Say("Redis goes on");
            await world.MeasureBackAfter(stop);
        }

        await Task.Delay(Settle, stop);
        NobodyEnded(world);
    }

    /// <summary>None but that of the start: Redis came last.</summary>
    public static Task None(ChaosWorld world, CancellationToken stop) => Task.CompletedTask;

    private static void NobodyEnded(ChaosWorld world)
    {
        foreach (var node in world.Cluster.Silos.Concat(world.Cluster.Apis).Where(node => node.HasExited))
            world.Mismatches.Add($"{node.Name} ended with exit code {node.ExitCode}");
    }
}
