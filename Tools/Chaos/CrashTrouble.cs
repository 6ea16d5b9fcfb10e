namespace OrleansMicro.Tools.Chaos;

/// <summary>A silo is killed, and a new one started three seconds later, again and again.</summary>
internal static class CrashTrouble
{
    private static readonly TimeSpan NewSiloAfter = TimeSpan.FromSeconds(3);

    public static async Task Run(ChaosWorld world, CancellationToken stop)
    {
        for (var round = 0; round < world.Plan.Rounds; round++)
        {
            await Task.Delay(world.Plan.Every, stop);
            await world.Probes.AnswerTimes(stop);
            var victim = world.AnySilo();
            world.Say($"kill -9 {victim.Name}");
            await world.Cluster.Kill(victim);
            var back = world.MeasureBackAfter(stop);
            await Task.Delay(NewSiloAfter, stop);
            await world.StartSilo(stop);
            await back;
        }

        world.CheckThatGrainsCameBack(world.Plan.BackWithin);
    }
}
