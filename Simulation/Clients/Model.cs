namespace OrleansMicro.Simulation.Clients;

/// <summary>The common knowledge of all clients: the answers that they got. The checks know nothing else about the shop.</summary>
internal sealed class Model(Broken broken)
{
    private readonly SortedDictionary<string, long> _seen = new(StringComparer.Ordinal);

    public SortedDictionary<string, ProductKnowledge> Products { get; } = new(StringComparer.Ordinal);

    public List<CheckoutKnowledge> Checkouts { get; } = [];

    public SortedSet<string> Customers { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest version of an item that any client was shown. A read that begins now must show no older one.</summary>
    public long Floor(string what) => _seen.GetValueOrDefault(what);

    /// <summary>A client was shown a version by a read that began when the newest known one was <paramref name="floor"/>.</summary>
    public void Saw(string what, long version, long floor)
    {
        broken.Check(6, version >= floor, () => $"{what} was shown at version {version} by a read that began after version {floor} had been shown.");
        _seen[what] = Math.Max(version, _seen.GetValueOrDefault(what));
    }
}
