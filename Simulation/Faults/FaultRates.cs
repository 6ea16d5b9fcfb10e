namespace OrleansMicro.Simulation.Faults;

/// <summary>How likely small faults are, each per frame or operation. A seed has some of them and not others.</summary>
internal sealed class FaultRates
{
    /// <summary>Per frame.</summary>
    public double FrameDelayed { get; init; }

    /// <summary>Per frame.</summary>
    public double FrameReordered { get; init; }

    /// <summary>Per frame.</summary>
    public double FrameDropped { get; init; }

    /// <summary>Per frame.</summary>
    public double ConnectionReset { get; init; }

    /// <summary>Per operation.</summary>
    public double StoreSlow { get; init; }

    /// <summary>Per operation.</summary>
    public double StoreFailsBefore { get; init; }

    /// <summary>Per operation.</summary>
    public double StoreFailsAfter { get; init; }

    /// <summary>Draws what a seed has: each kind with a chance of its own.</summary>
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
