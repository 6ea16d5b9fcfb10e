namespace OrleansMicro.Orders;

/// <summary>
/// Remembers the orders whose saga is under way, so that a crash loses none. Sharded: key <c>0</c> to <see cref="OrderRecovery.Shards"/> - 1,
/// by <see cref="OrderRecovery.ShardFor"/>. Writes of many orders share one storage write. A reminder per shard, and every silo's start and pulse,
/// drive
/// what is old enough to an end state.
/// </summary>
[Alias("om.IOrderRecoveryGrain")]
public interface IOrderRecoveryGrain : IGrainWithStringKey
{
    /// <summary>Remembers an order, durably, before its saga's first step. A repeat changes nothing.</summary>
    [Alias("Register")]
    Task Register(string orderId);

    /// <summary>Whether an order is remembered.</summary>
    [Alias("IsRegistered")]
    Task<bool> IsRegistered(string orderId);

    /// <summary>Forgets an order whose saga is done. Written with a later write; losing the call costs one needless look at the order.</summary>
    [OneWay, Alias("Unregister")]
    Task Unregister(string orderId);

    /// <summary>Resumes the orders that have been in flight for longer than a saga takes; gives how many are left.</summary>
    [Alias("ResumeDue")]
    Task<int> ResumeDue();
}

/// <summary>How orders are spread over recovery grains.</summary>
public static class OrderRecovery
{
    /// <summary>Number of recovery grains. Must not shrink while orders are in flight.</summary>
    public const int Shards = 16;

    /// <summary>The key of the recovery grain of an order. Stable across processes and versions (FNV-1a).</summary>
    public static string ShardFor(string orderId) =>
        ((int)(Fnv1a.Of(orderId) % Shards)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
