using OrleansMicro.Tools.LocalCluster;

namespace OrleansMicro.Tools.Chaos;

/// <summary>
/// All silos are killed at once, and as many new ones are started after <see cref="ChaosPlan.Length"/>. Meanwhile requests wait, or are told when to come back. The new silos
/// may join only once they have found the old ones dead.
/// </summary>
internal static class AllKilledTrouble
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(25);

    public static async Task Run(ChaosWorld world, CancellationToken stop)
    {
        for (var round = 0; round < world.Plan.Rounds; round++)
        {
            await Task.Delay(world.Plan.Every, stop);
            await world.Probes.AnswerTimes(stop);
            NodeProcess[] victims = [.. world.Cluster.Silos];
            world.Say($"kill -9 {string.Join(", ", victims.Select(silo => silo.Name))}");
            await Task.WhenAll(victims.Select(world.Cluster.Kill));
            await Task.Delay(world.Plan.Length, stop);

            // From the start of the first new process, not from when it is ready.
            world.Say("new silos are started");
            var back = world.MeasureBackAfter(stop);
            await Task.WhenAll(victims.Select(_ => world.StartSilo(stop)));
            await back;
        }

        world.CheckThatGrainsCameBack(BackWithin);
    }
}
