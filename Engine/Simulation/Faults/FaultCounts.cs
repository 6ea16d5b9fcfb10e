namespace Orleans.Simulation;

/// <summary>How often each kind of fault was injected. Kinds are named, so that a workload can add its own.</summary>
internal sealed class FaultCounts
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts by name.</summary>
    public IReadOnlyDictionary<string, long> All => _counts;

    /// <summary>Counts one.</summary>
    public void Note(FaultKind kind) => Note(kind.ToString());

    /// <summary>Counts one of the workload's.</summary>
    public void Note(string kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
}
