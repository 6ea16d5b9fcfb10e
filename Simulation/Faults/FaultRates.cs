namespace OrleansMicro.Simulation.Faults;

/// <summary>The probabilities of small faults, per message or store operation. A seed has some kinds and not others.</summary>
internal sealed class FaultRates
{
    public double FrameDelayed { get; init; }

    public double FrameReordered { get; init; }

    public double FrameDropped { get; init; }

    public double ConnectionReset { get; init; }

    public double StoreSlow { get; init; }

    public double StoreFailsBefore { get; init; }

    public double StoreFailsAfter { get; init; }

    /// <summary>Draws the kinds of a seed and their probabilities.</summary>
    public static FaultRates Draw(SimRandom random) => new()
    {
        FrameDelayed = Draw(random, 0.05),
        FrameReordered = Draw(random, 0.03),
        FrameDropped = Draw(random, 0.01),
        ConnectionReset = Draw(random, 0.002),
        StoreSlow = Draw(random, 0.05),
        StoreFailsBefore = Draw(random, 0.03),
        StoreFailsAfter = Draw(random, 0.03),
    };

    private static double Draw(SimRandom random, double most)
    {
        var (has, rate) = (random.Chance(0.5), random.Unit());
        return has ? rate * rate * most : 0;
    }
}
