using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Clients;

/// <summary>The common knowledge of all clients: the answers that they got. The checks know nothing else about the shop.</summary>
internal sealed class Model(Simulator simulator, Broken broken)
{
    /// <summary>
    /// How old an answer may be: <c>State:MaxReadAge</c>, by a clock that is slow, and the time that a slow store takes to read a row.
    /// </summary>
    private static readonly TimeSpan MaxAge = (ShopWorld.MaxReadAge * 1.02) + TimeSpan.FromSeconds(2);

    private readonly SortedDictionary<string, List<(TimeSpan At, long Version)>> _seen = new(StringComparer.Ordinal);

    public SortedDictionary<string, ProductKnowledge> Products { get; } = new(StringComparer.Ordinal);

    public List<CheckoutKnowledge> Checkouts { get; } = [];

    public SortedSet<string> Customers { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The newest version of an item that any client was shown longer ago than an answer may be old. A read that begins now must show no older one.
    /// </summary>
    public long Floor(string what)
    {
        var floor = 0L;
        foreach (var (at, version) in _seen.GetValueOrDefault(what) ?? [])
        {
            if (at + MaxAge > simulator.Elapsed)
                break;
            floor = version;
        }

        return floor;
    }

    /// <summary>A client was shown a version by a read that began when the newest known one was <paramref name="floor"/>.</summary>
    public void Saw(string what, long version, long floor)
    {
        broken.Check(6, version >= floor, () => $"{what} was shown at version {version} by a read that began after version {floor} had been shown.");
        if (!_seen.TryGetValue(what, out var seen))
            _seen[what] = seen = [];
        if (seen.Count == 0 || version > seen[^1].Version)
            seen.Add((simulator.Elapsed, version));
    }
}
