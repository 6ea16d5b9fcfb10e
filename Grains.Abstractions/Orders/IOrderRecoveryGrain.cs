namespace OrleansMicro.Orders;

/// <summary>
/// Keeps the list of orders in progress, so that a crash loses none of them. Keys: the shards <c>0</c> to
/// <see cref="OrderRecovery.Shards"/> - 1, see <see cref="OrderRecovery.ShardFor"/>. Many orders share one storage
/// write. A reminder per shard, the start of a silo and its recovery pulse resume the orders that are overdue.
/// </summary>
[Alias("om.IOrderRecoveryGrain")]
public interface IOrderRecoveryGrain : IGrainWithStringKey
{
    /// <summary>Registers an order, durably, before its first step. A repeat changes nothing.</summary>
    [Alias("Register")]
    Task Register(string orderId);

    /// <summary>Whether an order is registered.</summary>
    [Alias("IsRegistered")]
    Task<bool> IsRegistered(string orderId);

    /// <summary>
    /// Removes an order that has ended. The removal is written with a later write. A lost call costs one needless look
    /// at the order.
    /// </summary>
    [OneWay, Alias("Unregister")]
    Task Unregister(string orderId);

    /// <summary>
    /// Resumes the orders that have been in progress for longer than a checkout takes. Gives the number that is still
    /// registered.
    /// </summary>
    [Alias("ResumeDue")]
    Task<int> ResumeDue();
}

/// <summary>The distribution of orders over recovery grains.</summary>
public static class OrderRecovery
{
    /// <summary>The number of recovery grains. It must not be reduced while orders are in progress.</summary>
    public const int Shards = 16;

    /// <summary>The key of the recovery grain of an order. It is the same in every process and version.</summary>
    public static string ShardFor(string orderId) =>
        ((int)(Fnv1a.Of(orderId) % Shards)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
