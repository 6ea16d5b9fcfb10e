namespace OrleansMicro.Tools.Chaos;

/// <summary>Every silo and every API is restarted, one after the other. No client may notice.</summary>
internal static class RollingTrouble
{
    public static async Task Run(ChaosWorld world, CancellationToken stop)
    {
        for (var round = 0; round < world.Plan.Rounds; round++)
        {
            foreach (var silo in world.Cluster.Silos)
            {
                await Task.Delay(world.Plan.Every, stop);
                await Terminate(world, silo);
                await world.StartSilo(stop);
            }

            foreach (var api in world.Cluster.Apis)
            {
                await Task.Delay(world.Plan.Every, stop);
                await Terminate(world, api);
                await world.Cluster.StartApi(0, stop);
            }
        }

        world.Mismatches.Expect("requests that the client had to repeat", 0, world.Api.Statistics.Retries);
    }

    private static async Task Terminate(ChaosWorld world, ChildProcess node)
    {
        world.Say($"SIGTERM to {node.Name}");
        var exitCode = await world.Cluster.Terminate(node);
        world.Say($"{node.Name} ended with exit code {exitCode}");
        world.Mismatches.Expect($"exit code of {node.Name}", 0, exitCode);
    }
}
