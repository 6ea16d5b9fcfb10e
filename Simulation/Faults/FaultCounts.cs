namespace OrleansMicro.Simulation.Faults;

/// <summary>How often each kind of fault was injected. Kinds are named, so that a workload can add its own.</summary>
internal sealed class FaultCounts
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts by name.</summary>
    public IReadOnlyDictionary<string, long> All => _counts;

    /// <summary>How often a kind was injected so far.</summary>
    public long Of(FaultKind kind) => _counts.GetValueOrDefault(kind.ToString());

    /// <summary>Counts one.</summary>
    public void Note(FaultKind kind) => Note(kind.ToString());

    /// <summary>Counts one of the workload's.</summary>
    public void Note(string kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
}
