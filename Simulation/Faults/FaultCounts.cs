namespace OrleansMicro.Simulation.Faults;

/// <summary>How often each kind of fault was injected. Kinds have names, because a workload adds kinds of its own.</summary>
internal sealed class FaultCounts
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts by name.</summary>
    public IReadOnlyDictionary<string, long> All => _counts;

    /// <summary>Counts a fault.</summary>
    public void Note(FaultKind kind) => Note(kind.ToString());

    /// <summary>Counts a fault of the workload.</summary>
    public void Note(string kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
}
