using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

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

    /// <summary>Whether an order has any registration: its own, or one of a later operation.</summary>
    [Alias("HasAny")]
    Task<bool> HasAny(string orderId);

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

    /// <summary>The key of the recovery grain of an order. Stable across processes and versions (XxHash3).</summary>
    public static string ShardFor(string orderId) => KeyFor(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(orderId.AsSpan())));

    /// <summary>
    /// The key of the recovery grain at which earlier versions registered an order. Its registrations are resumed like all others; this tells
    /// whether an order has one.
    /// </summary>
    public static string EarlierShardFor(string orderId) => KeyFor(EarlierHash.Compute(orderId));

    private static string KeyFor(ulong hash) => (hash % Shards).ToString(CultureInfo.InvariantCulture);
}
