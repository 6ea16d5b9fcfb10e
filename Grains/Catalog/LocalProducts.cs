using System.Collections.Concurrent;

namespace OrleansMicro.Catalog;

/// <summary>
/// The products with an activation on this silo, for grains of the silo that read them without a call. One per silo. See
/// docs/decisions/0027-read-products-of-the-same-silo-without-a-call.md.
/// </summary>
/// <remarks>
/// An entry is the state that its activation answers from, never a copy, so a local read shows what a call at that moment could answer. It has the
/// same maximum age. Any thread may read. Without a maximum age one process is the only writer: a product changes only through an activation, and
/// that replaces the entry of the activation before it takes its first command. An entry left behind is therefore as the row is.
/// </remarks>
/// <param name="freshness">How long a state may be relied on without a look at the disk.</param>
public sealed class LocalProducts(StateFreshness freshness)
{
    private readonly ConcurrentDictionary<string, CommittedState<ProductState>> _active = new(StringComparer.Ordinal);

    /// <summary>Gets a product. Null if only its grain can tell: it is not active here, was not looked at for too long, or did not exist.</summary>
    public Product? Find(string key) =>
        _active.TryGetValue(key, out var state) && state.Seen is var seen && !freshness.IsOld(seen.At) ? seen.State.Product : null;

    /// <summary>An activation is ready for commands. Its state replaces that of an earlier activation.</summary>
    public void Publish(string key, CommittedState<ProductState> state) => _active[key] = state;

    /// <summary>An activation ends, or can no longer tell what is on disk. The state of a later activation stays.</summary>
    public void Withdraw(string key, CommittedState<ProductState> state) => _active.TryRemove(KeyValuePair.Create(key, state));
}
