using System.Collections.Immutable;
using System.Globalization;
using OrleansMicro.Orders;

namespace OrleansMicro.Tests.Common;

/// <summary>Hashes that are stored, by this version and by earlier ones.</summary>
public sealed class CommandHashTests
{
    // Stored by the version before System.IO.Hashing for the operation "restock-cup", which adjusted stock by 7.
    private static readonly RememberedOperation Earlier = new(5873177817027966536, -3202810416951444625);

    [Fact]
    public void A_command_stored_by_an_earlier_version_is_a_repeat() =>
        Assert.Equal(OperationKind.Repeat, OperationMemory.Find([Earlier], "restock-cup", CommandHash.Start.Add("adjust").Add(7)));

    [Fact]
    public void Another_command_under_an_earlier_id_is_a_reuse() =>
        Assert.Equal(OperationKind.Reused, OperationMemory.Find([Earlier], "restock-cup", CommandHash.Start.Add("adjust").Add(8)));

    [Fact]
    public void Another_id_is_new() =>
        Assert.Equal(OperationKind.New, OperationMemory.Find([Earlier], "restock-cap", CommandHash.Start.Add("adjust").Add(7)));

    [Fact]
    public void A_remembered_command_is_a_repeat()
    {
        var asked = CommandHash.Start.Add("put").Add("Ann").Add((string?)null).Add(new Money(300, "EUR"));
        var operations = OperationMemory.Remember(ImmutableArray<RememberedOperation>.Empty, "op", asked);
        Assert.Equal(OperationKind.Repeat, OperationMemory.Find(operations, "op", asked));
        var other = CommandHash.Start.Add("put").Add("Ann").Add("").Add(new Money(300, "EUR"));
        Assert.Equal(OperationKind.Reused, OperationMemory.Find(operations, "op", other));
    }

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
