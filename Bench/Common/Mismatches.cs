namespace OrleansMicro.Bench.Common;

/// <summary>What is not as it must be: all are counted, the first ones kept in words. Safe for many threads.</summary>
internal sealed class Mismatches(int keep = 20)
{
    private readonly Lock _gate = new();
    private readonly List<string> _first = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> First => _first;

    public void Add(string what)
    {
        lock (_gate)
        {
            Count++;
            if (_first.Count < keep) _first.Add(what);
        }
    }

    /// <summary>Counts a mismatch unless the two are equal.</summary>
    public void Expect<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) Add($"{what}: expected {expected}, is {actual}");
    }

    public void Explain(Progress progress)
    {
        foreach (var what in _first) progress.Note("mismatch: " + what);
        if (Count > _first.Count) progress.Note($"mismatch: ... and {Count - _first.Count} more");
    }
}
