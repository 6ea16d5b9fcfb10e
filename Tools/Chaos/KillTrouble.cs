namespace OrleansMicro.Tools.Chaos;

/// <summary>
/// Silos are killed, and as many new ones are started a while later, again and again. Meanwhile requests wait, or get a `Retry-After`.
/// </summary>
internal static class KillTrouble
{
    private static readonly TimeSpan NewSiloAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AllBackWithin = TimeSpan.FromSeconds(25);

    /// <summary>One silo. How soon its grains are back is measured from the kill.</summary>
    public static async Task One(ChaosWorld world, CancellationToken stop)
    {
        for (var round = 0; round < world.Plan.Rounds; round++)
        {
            var victims = await Kill(world, static cluster => [cluster[Random.Shared.Next(cluster.Count)]], stop);
            var back = world.MeasureBackAfter(stop);
            await Task.Delay(NewSiloAfter, stop);
            await Replace(world, victims, stop);
            await back;
        }

        world.CheckThatGrainsCameBack(world.Plan.BackWithin);
    }

    /// <summary>
    /// All silos. The new ones may join only once they have found the old ones dead; it is measured from the start of the first, not from
    /// when it is ready.
    /// </summary>
    public static async Task All(ChaosWorld world, CancellationToken stop)
    {
        for (var round = 0; round < world.Plan.Rounds; round++)
        {
            var victims = await Kill(world, static cluster => [.. cluster], stop);
            await Task.Delay(world.Plan.Length, stop);
            var back = world.MeasureBackAfter(stop);
            await Replace(world, victims, stop);
            await back;
        }

        world.CheckThatGrainsCameBack(AllBackWithin);
    }

    private static async Task<int> Kill(ChaosWorld world, Func<IReadOnlyList<ChildProcess>, ChildProcess[]> choose, CancellationToken stop)
    {
        await Task.Delay(world.Plan.Every, stop);
        await world.Probes.AnswerTimes(stop);
        var victims = choose(world.Cluster.Silos);
        world.Say($"kill -9 {string.Join(", ", victims.Select(silo => silo.Name))}");
        await Task.WhenAll(victims.Select(world.Cluster.Kill));
        return victims.Length;
    }

    private static Task<ChildProcess[]> Replace(ChaosWorld world, int silos, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, silos).Select(_ => world.StartSilo(stop)));
}
