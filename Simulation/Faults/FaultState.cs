namespace OrleansMicro.Simulation.Faults;

/// <summary>Whether there are faults now, how likely they are, and how many there were.</summary>
internal sealed class FaultState(FaultRates rates)
{
    /// <summary>Whether there are any now.</summary>
    public bool IsOn { get; set; }

    /// <summary>How likely they are.</summary>
    public FaultRates Rates { get; } = rates;

    /// <summary>How many there were.</summary>
    public FaultCounts Counts { get; } = new();

    /// <summary>Draws whether there is one, and counts it.</summary>
    public bool Strikes(SimRandom random, double rate, FaultKind kind)
    {
        if (!IsOn || !random.Chance(rate))
            return false;
        Counts.Note(kind);
        return true;
    }
}
