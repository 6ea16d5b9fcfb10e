namespace OrleansMicro.Simulation.Faults;

/// <summary>Whether faults are injected now, with which probabilities, and how many there were.</summary>
internal sealed class FaultState(FaultRates rates)
{
    /// <summary>Whether faults are injected now.</summary>
    public bool IsOn { get; set; }

    public FaultRates Rates { get; } = rates;

    public FaultCounts Counts { get; } = new();

    /// <summary>Draws whether a fault happens, and counts it.</summary>
    public bool Strikes(SimRandom random, double rate, FaultKind kind)
    {
        if (!IsOn || !random.Chance(rate))
            return false;
        Counts.Note(kind);
        return true;
    }
}
