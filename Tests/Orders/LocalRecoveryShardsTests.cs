using System.Globalization;
using OrleansMicro.Orders;

namespace OrleansMicro.Tests.Orders;

/// <summary>Where a new order is registered for recovery.</summary>
public sealed class LocalRecoveryShardsTests
{
    private readonly LocalRecoveryShards _shards = new();

    [Fact]
    public void Without_an_active_shard_it_is_the_shard_of_the_id() =>
        Assert.All(OrderIds, id => Assert.Equal(OrderRecovery.ShardFor(id), _shards.For(id)));

    [Fact]
    public void If_all_shards_are_active_it_is_the_shard_of_the_id()
    {
        Add([.. Enumerable.Range(0, OrderRecovery.Shards)]);
        Assert.All(OrderIds, id => Assert.Equal(OrderRecovery.ShardFor(id), _shards.For(id)));
    }

    [Fact]
    public void Orders_are_spread_over_the_active_shards()
    {
        Add(3, 10, 15);

        var orders = OrderIds.CountBy(_shards.For).ToDictionary();

        Assert.Equal(["10", "15", "3"], orders.Keys.Order(StringComparer.Ordinal));
        Assert.All(orders.Values, count => Assert.InRange(count, 250, 420));
    }

    [Fact]
    public void An_active_shard_of_the_id_comes_first()
    {
        Add(3, 10, 15);
        Assert.All(OrderIds.Where(id => OrderRecovery.ShardFor(id) == "10"), id => Assert.Equal("10", _shards.For(id)));
    }

    [Fact]
    public void A_shard_that_has_ended_is_not_chosen()
    {
        Add(3, 10);
        _shards.Remove("10");
        Assert.All(OrderIds, id => Assert.Equal("3", _shards.For(id)));
    }

    private static IEnumerable<string> OrderIds => Enumerable.Range(0, 1_000).Select(i => Ids.OrderId("customer", $"{i}"));

    private void Add(params ReadOnlySpan<int> shards)
    {
        foreach (var shard in shards)
            _shards.Add(shard.ToString(CultureInfo.InvariantCulture));
    }
}
