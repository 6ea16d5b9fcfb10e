using System.Collections.Immutable;
using System.Globalization;

namespace OrleansMicro.Orders;

/// <summary>
/// The recovery shards that are active on this silo. A new order registers at one of them, because a call to another silo costs more than all else
/// that a registration does. The order's row names the shard, so the choice may be any. See
/// docs/decisions/0034-register-orders-at-a-recovery-shard-of-the-same-silo.md.
/// </summary>
public sealed class LocalRecoveryShards
{
    private ImmutableSortedSet<int> _active = [];

    /// <summary>A shard is active here.</summary>
    public void Add(string shard) =>
        ImmutableInterlocked.Update(ref _active, static (active, number) => active.Add(number), Number(shard));

    /// <summary>A shard is no longer active here. One that is not removed only costs a call to another silo.</summary>
    public void Remove(string shard) =>
        ImmutableInterlocked.Update(ref _active, static (active, number) => active.Remove(number), Number(shard));

    /// <summary>
    /// Where a new order is registered: at an active shard, or at <see cref="OrderRecovery.ShardFor"/> if there is none. Orders are spread over all
    /// that are active, which is the same shard as <see cref="OrderRecovery.ShardFor"/> if all of them are.
    /// </summary>
    public string For(string orderId)
    {
        var active = _active;
        var shard = OrderRecovery.ShardFor(orderId);
        var number = Number(shard);
        return active.IsEmpty || active.Contains(number) ? shard : active[number % active.Count].ToString(CultureInfo.InvariantCulture);
    }

    private static int Number(string shard) => int.Parse(shard, CultureInfo.InvariantCulture);
}
