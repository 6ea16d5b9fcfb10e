using System.Net;
using System.Text;
using Orleans.Reminders;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Which silo owns what.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void Spreads_grains_evenly()
    {
        var silos = Silos(5);
        var counts = Grains(10_000).CountBy(grain => RendezvousPlacement.OwnerOf(grain, silos)!).ToList();
        Assert.Equal(5, counts.Count);
        Assert.All(counts, count => Assert.InRange(count.Value, 1_700, 2_300));
    }

    [Fact]
    public void Moves_only_the_grains_of_the_silo_that_leaves()
    {
        var before = Silos(5);
        var after = before[..4];
        Assert.All(Grains(2_000), grain =>
        {
            var owner = RendezvousPlacement.OwnerOf(grain, before);
            if (owner != before[4])
                Assert.Equal(owner, RendezvousPlacement.OwnerOf(grain, after));
        });
    }

    [Fact]
    public void Puts_a_customers_cart_orders_payments_and_shipments_on_one_silo() => Assert.All(Enumerable.Range(0, 1_000), number =>
    {
        var silos = Silos(5);
        var customer = number % 2 == 0 ? $"customer-{number}" : $"{number:x4}-guest";
        var home = RendezvousPlacement.OwnerOf(GrainId.Create("cart", customer), silos);
        foreach (var kind in (string[])["order", "payment", "shipment"])
            Assert.Equal(home, RendezvousPlacement.OwnerOf(GrainId.Create(kind, Ids.OrderId(customer, $"key {number}")), silos));
    });

    [Theory]
    [InlineData("", 0x1CD9)]
    [InlineData("foobar", 0xBF9C ^ 0xF968)]
    [InlineData("12ab-rest", 0x12AB)]
    [InlineData("12AB-", 0x12AB)]
    public void Groups_by_what_a_key_begins_with_or_by_its_hash(string key, int group)
    {
        Assert.Equal(group, (int)Orleans.Runtime.PlacementGroup.Of(Encoding.UTF8.GetBytes(key)));
        Assert.Equal(group, OrleansMicro.PlacementGroup.Of(key));
    }

    [Theory]
    [InlineData("12ab")]
    [InlineData("12ab/rest")]
    [InlineData("12-abc")]
    [InlineData("+2ab-rest")]
    [InlineData(" 2ab-rest")]
    [InlineData("12xy-rest")]
    public void Takes_nothing_else_for_the_name_of_a_group(string key)
    {
        var hash = OrleansMicro.PlacementGroup.Of(key);
        Assert.Equal(hash, (int)Orleans.Runtime.PlacementGroup.Of(Encoding.UTF8.GetBytes(key)));
        Assert.NotEqual(0x12AB, hash);
    }

    [Fact]
    public void Has_no_owner_without_silos() => Assert.Null(RendezvousPlacement.OwnerOf(GrainId.Create("a", "b"), []));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Gives_every_reminder_to_exactly_one_silo(int silos) => Assert.All(
        Grains(1_000),
        grain => Assert.Single(Enumerable.Range(0, silos), index => ReminderRange.Of(index, silos).Contains(grain)));

    [Fact]
    public void Reads_back_the_text_of_an_address()
    {
        var address = SiloAddress.New(IPAddress.Parse("10.1.2.3"), 11111, 42);
        var copy = SiloAddress.FromParsableString(address.ToParsableString());
        Assert.Equal(address, copy);
        Assert.Equal(11111, copy.Endpoint.Port);
        Assert.Equal(42, copy.Generation);
        Assert.Equal(address.PlacementHash, copy.PlacementHash);
        Assert.False(SiloAddress.TryParse("10.1.2.3:11111", null, out _));
        Assert.True(address.IsPredecessorOf(SiloAddress.New(address.Endpoint, 43)));
    }

    [Fact]
    public void Lets_a_silo_that_stops_own_grains_only_while_no_other_is_active()
    {
        var silos = Silos(2);
        var view = MembershipView.Empty
            .With(Member(silos[0], SiloStatus.ShuttingDown))
            .With(Member(silos[1], SiloStatus.Active));
        Assert.Equal([silos[1]], view.Owners);
        Assert.Equal([silos[0]], view.With(Member(silos[1], SiloStatus.Dead)).Owners);
    }

    [Fact]
    public async Task Keeps_a_dead_silo_dead()
    {
        var membership = new InMemoryMembership();
        var silo = Silos(1)[0];
        await membership.Update(Member(silo, SiloStatus.Active));
        await membership.Update(Member(silo, SiloStatus.Dead));
        await membership.Update(Member(silo, SiloStatus.Active));
        Assert.Equal(SiloStatus.Dead, membership.Current.StatusOf(silo));
        Assert.Equal(2, membership.Current.Version.Value);
    }

    private static SiloMember Member(SiloAddress silo, SiloStatus status) => new(silo, "silo", status, DateTime.UnixEpoch, 0);

    private static SiloAddress[] Silos(int count) =>
        [.. Enumerable.Range(0, count).Select(index => SiloAddress.New(IPAddress.Loopback, 11111 + index, 100 + index))];

    private static IEnumerable<GrainId> Grains(int count) =>
        Enumerable.Range(0, count).Select(index => GrainId.Create("stock", $"seller-{index % 20}/product-{index}"));
}
