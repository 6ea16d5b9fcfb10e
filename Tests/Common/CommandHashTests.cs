using System.Globalization;
using OrleansMicro.Orders;

namespace OrleansMicro.Tests.Common;

/// <summary>Hashes that are stored, by this version and by earlier ones.</summary>
public sealed class CommandHashTests
{
    [Fact]
    public void A_missing_text_differs_from_an_empty_one() =>
        Assert.NotEqual(CommandHash.Start.Add("put").Add((string?)null).Value, CommandHash.Start.Add("put").Add("").Value);

    /// <summary>Stored values must not change: an operation that is repeated after an upgrade would be carried out twice.</summary>
    [Fact]
    public void The_stored_hash_never_changes() => Assert.Equal(7857476670827217656, CommandHash.Start.Add("adjust").Add(7).Value);

    [Fact]
    public void Orders_spread_over_all_recovery_shards()
    {
        var orders = Enumerable.Range(0, 1_000).Select(static i => Ids.OrderId("ann", i.ToString(CultureInfo.InvariantCulture)));
        var shards = orders.Select(OrderRecovery.ShardFor).ToArray();
        Assert.All(
            Enumerable.Range(0, OrderRecovery.Shards).Select(static shard => shard.ToString(CultureInfo.InvariantCulture)),
            shard => Assert.InRange(shards.Count(shard.Equals), 30, 100));
    }

    [Theory]
    [InlineData("4975-3e5d", "12")]
    [InlineData("0123456789abcdef0123456789abcdef", "5")]
    public void Earlier_shards_are_those_of_earlier_versions(string orderId, string shard) =>
        Assert.Equal(shard, OrderRecovery.EarlierShardFor(orderId));
}
