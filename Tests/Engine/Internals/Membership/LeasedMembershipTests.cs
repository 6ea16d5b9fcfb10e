using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>Leases: who is dead, who may serve, and that never both are true of one silo.</summary>
public sealed class LeasedMembershipTests
{
    private readonly LeaseWorld _world = new();

    [Fact]
    public async Task Declares_a_silo_dead_that_renews_no_more_and_not_before_its_lease_is_over()
    {
        var first = await _world.Start();
        var second = await _world.Start();
        _world.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(SiloStatus.Active, first.Sees(second));

        second.Line.IsCut = true;
        _world.Pass(SiloOfWorld.Options.Duration - TimeSpan.FromSeconds(1));
        Assert.Equal(SiloStatus.Active, first.Sees(second));
        _world.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(SiloStatus.Dead, first.Sees(second));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Lets_no_silo_serve_that_is_declared_dead(int seed)
    {
        // Lines fail at random, for the silo that is watched and for its watchers.
        var random = new Random(seed);
        var deaths = 0;
        for (var round = 0; round < 40; round++)
        {
            var world = new LeaseWorld();
            var silos = new[] { await world.Start(), await world.Start(), await world.Start() };
            world.Pass(TimeSpan.FromSeconds(60), () =>
            {
                foreach (var silo in silos)
                {
                    if (random.Next(silo.Line.IsCut ? 40 : 100) == 0)
                        silo.Line.IsCut = !silo.Line.IsCut;
                    if (world.Table.StatusOf(silo.Address) == SiloStatus.Dead)
                        Assert.False(silo.Lease.IsHeld, $"{silo.Address} is dead and serves, seed {seed} round {round}");
                }
            });
            deaths += silos.Count(silo => world.Table.StatusOf(silo.Address) == SiloStatus.Dead);
        }

        Assert.InRange(deaths, 5, 115);
    }

    [Fact]
    public async Task Stops_a_frozen_silo_on_waking_before_it_serves_again()
    {
        var own = new ManualTime();
        var first = await _world.Start();
        var frozen = await _world.Start(own);
        frozen.Line.IsCut = true;
        _world.Pass(TimeSpan.FromSeconds(25));
        Assert.Equal(SiloStatus.Dead, first.Sees(frozen));
        Assert.Null(frozen.Expelled);

        // The clock went on while the process stood still, and no timer has fired yet.
        var lease = new SiloLease(own);
        lease.Extend(own.GetTimestamp(), SiloOfWorld.Options.Duration);
        Assert.True(lease.IsHeld);
        frozen.Line.IsCut = false;
        own.Advance(TimeSpan.FromSeconds(25));
        Assert.False(lease.IsHeld);
        Assert.False(frozen.Lease.IsHeld);
        Assert.NotNull(frozen.Expelled);
    }

    [Fact]
    public async Task Survives_an_outage_of_the_store_for_all_and_serves_nothing_meanwhile()
    {
        var silos = new[] { await _world.Start(), await _world.Start(), await _world.Start() };
        _world.Pass(TimeSpan.FromSeconds(5));
        foreach (var silo in silos)
            silo.Line.IsCut = true;
        _world.Pass(TimeSpan.FromSeconds(20));
        Assert.All(silos, static silo => Assert.False(silo.Lease.IsHeld));

        // They find the store again one after another.
        foreach (var silo in silos)
        {
            silo.Line.IsCut = false;
            _world.Pass(TimeSpan.FromSeconds(2));
        }

        _world.Pass(TimeSpan.FromSeconds(20));
        Assert.All(silos, static silo => Assert.True(silo.Lease.IsHeld));
        Assert.All(silos, static silo => Assert.Null(silo.Expelled));
        Assert.All(silos, silo => Assert.All(silos, other => Assert.Equal(SiloStatus.Active, silo.Sees(other))));
    }

    [Fact]
    public async Task Finds_a_silo_that_died_in_an_outage_after_it()
    {
        var first = await _world.Start();
        var second = await _world.Start();
        _world.Pass(TimeSpan.FromSeconds(5));
        first.Line.IsCut = second.Line.IsCut = true;
        _world.Pass(TimeSpan.FromSeconds(10));
        first.Line.IsCut = false;
        _world.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(SiloStatus.Dead, first.Sees(second));
    }

    [Fact]
    public async Task Goes_on_after_the_store_has_lost_everything()
    {
        var silos = new[] { await _world.Start(), await _world.Start() };
        _world.Pass(TimeSpan.FromSeconds(5));
        var version = silos[0].Membership.Current.Version;
        _world.Table.Lose();
        _world.Pass(TimeSpan.FromSeconds(10));
        Assert.All(silos, static silo => Assert.Null(silo.Expelled));
        Assert.All(silos, silo => Assert.All(silos, other => Assert.Equal(SiloStatus.Active, silo.Sees(other))));
        Assert.All(silos, silo => Assert.True(silo.Membership.Current.Version > version));
    }

    [Fact]
    public async Task Keeps_the_dead_dead_when_the_store_has_lost_its_last_changes()
    {
        var first = await _world.Start();
        var second = await _world.Start();
        var third = await _world.Start();
        _world.Pass(TimeSpan.FromSeconds(5));
        var saved = _world.Table.Save();
        await third.Set(SiloStatus.Dead);
        _world.Pass(TimeSpan.FromSeconds(1));
        _world.Table.GoBackTo(saved);
        _world.Pass(TimeSpan.FromSeconds(3));
        await Eventually.Holds(() => _world.Table.StatusOf(third.Address) == SiloStatus.Dead, "the death was written again");
        Assert.Equal(SiloStatus.Dead, second.Sees(third));
        await Eventually.Holds(() => first.Membership.Current.Version == second.Membership.Current.Version, "both see the same version");
    }

    [Theory]
    [InlineData(SiloStatus.Joining, SiloStatus.Active)]
    [InlineData(SiloStatus.Active, SiloStatus.ShuttingDown)]
    public async Task A_silo_that_the_store_has_forgotten_to_serve_or_to_leave_says_so_again_and_is_never_seen_going_back(SiloStatus forgotten, SiloStatus told)
    {
        var first = await _world.Start();
        var second = await _world.Start(status: forgotten);
        _world.Pass(TimeSpan.FromSeconds(5));
        var saved = _world.Table.Save();
        await second.Set(told);
        await first.Membership.Refresh();
        _world.Table.GoBackTo(saved);

        _world.Pass(TimeSpan.FromSeconds(3), () => Assert.Equal(told, first.Sees(second)));

        await Eventually.Holds(() => _world.Table.StatusOf(second.Address) == told, "a silo says again what the store has forgotten");
        var third = await _world.Start();
        Assert.Equal(told, third.Sees(second));
    }

    [Fact]
    public async Task Notices_that_a_table_which_lost_its_last_changes_has_come_to_the_same_version_with_other_silos()
    {
        var first = await _world.Start();
        _world.Pass(TimeSpan.FromSeconds(5));
        var saved = _world.Table.Save();
        var second = await _world.Start();
        await first.Membership.Refresh();
        Assert.Equal(SiloStatus.Active, first.Sees(second));
        _world.Table.GoBackTo(saved);
        first.Line.IsQuiet = second.Line.IsQuiet = true;
        var third = await _world.Start();
        Assert.Equal(first.Membership.Current.Version, third.Membership.Current.Version);

        _world.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal((SiloStatus.Dead, SiloStatus.Active), (first.Sees(second), first.Sees(third)));
        Assert.NotNull(second.Expelled);
    }

    [Fact]
    public async Task Declares_a_silo_dead_that_most_others_cannot_reach()
    {
        var silos = new[] { await _world.Start(), await _world.Start(), await _world.Start() };
        silos[0].Membership.Suspects = [silos[1].Address, silos[2].Address];
        silos[1].Membership.Suspects = [silos[0].Address];
        _world.Pass(TimeSpan.FromSeconds(3));
        Assert.All(silos, static silo => Assert.Null(silo.Expelled));

        silos[2].Membership.Suspects = [silos[0].Address];
        _world.Pass(TimeSpan.FromSeconds(3));
        Assert.NotNull(silos[0].Expelled);
        Assert.False(silos[0].Lease.IsHeld);
        Assert.Null(silos[1].Expelled ?? silos[2].Expelled);
    }

    [Fact]
    public async Task Declares_only_one_dead_of_two_that_cannot_reach_each_other()
    {
        var silos = new[] { await _world.Start(), await _world.Start() };
        silos[0].Membership.Suspects = [silos[1].Address];
        silos[1].Membership.Suspects = [silos[0].Address];
        _world.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(silos, static silo => silo.Expelled is null);
    }

    [Fact]
    public async Task Takes_an_earlier_life_at_the_same_address_for_dead_at_once()
    {
        var before = await _world.Start(new ManualTime(), port: 12_345);
        var after = await _world.Start(port: 12_345);
        Assert.Equal(SiloStatus.Dead, after.Sees(before));
        Assert.Equal(SiloStatus.Active, after.Sees(after));
    }

    [Fact]
    public async Task Sees_changes_without_being_told_of_them()
    {
        var first = await _world.Start();
        first.Line.IsQuiet = true;
        var second = await _world.Start();
        _world.Pass(SiloOfWorld.Options.RenewPeriod + TimeSpan.FromMilliseconds(50));
        Assert.Equal(SiloStatus.Active, first.Sees(second));
        await second.Set(SiloStatus.ShuttingDown);
        await first.Membership.Refresh();
        Assert.Equal(SiloStatus.ShuttingDown, first.Sees(second));
    }

    [Fact]
    public async Task Does_not_stop_itself_when_it_leaves_in_order()
    {
        var first = await _world.Start();
        var second = await _world.Start();
        await second.Set(SiloStatus.ShuttingDown);
        await second.Set(SiloStatus.Dead);
        _world.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(second.Expelled);
        Assert.Equal(SiloStatus.Dead, first.Sees(second));
    }
}
