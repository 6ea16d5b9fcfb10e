using OrleansMicro.Orders;

namespace OrleansMicro.Tests.Orders;

public sealed class RecoveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Remembers_a_registration_once_and_from_its_first_time()
    {
        var state = RecoveryRules.Register(new RecoveryState(), "o1", Now);

        Assert.Same(state, RecoveryRules.Register(state, "o1", Now.AddHours(1)));
        Assert.Equal(["o1"], RecoveryRules.Due(state, Now, Now));
    }

    [Fact]
    public void A_full_shard_takes_no_new_order_and_keeps_those_it_knows()
    {
        var state = RecoveryRules.Register(RecoveryRules.Register(new RecoveryState(), "o1", Now), "o2", Now);

        Assert.False(RecoveryRules.HasRoom(state, "o3", 2));
        Assert.True(RecoveryRules.HasRoom(state, "o1", 2));
        Assert.True(RecoveryRules.HasRoom(state, "o1", 1));
        Assert.True(RecoveryRules.HasRoom(state, "o3", 3));
    }

    [Fact]
    public void Young_ones_are_not_due()
    {
        var state = RecoveryRules.Register(RecoveryRules.Register(new RecoveryState(), "o1", Now), "o2", Now.AddSeconds(10));

        Assert.Equal(["o1"], RecoveryRules.Due(state, Now.AddSeconds(9), Now.AddDays(1)));
    }

    [Fact]
    public void What_a_fast_clock_registered_is_due_at_once()
    {
        var state = RecoveryRules.Register(new RecoveryState(), "o1", Now.AddHours(5));

        Assert.Equal(["o1"], RecoveryRules.Due(state, Now.AddSeconds(-5), Now));
    }

    [Fact]
    public void Unregisters_only_the_given_orders()
    {
        var state = RecoveryRules.Register(RecoveryRules.Register(new RecoveryState(), "o1", Now), "o1:c1", Now);

        Assert.Equal(["o1:c1"], RecoveryRules.Due(RecoveryRules.Unregister(state, "o1"), Now, Now));
        Assert.Same(state, RecoveryRules.Unregister(state, "o2"));
    }

    [Fact]
    public void Every_order_has_a_shard() => Assert.All(
        Enumerable.Range(0, 1_000).Select(i => OrderRecovery.ShardFor(Ids.OrderId("c", $"{i}"))),
        shard => Assert.InRange(int.Parse(shard, System.Globalization.CultureInfo.InvariantCulture), 0, OrderRecovery.Shards - 1));
}
