using System.Text.Json;
using OrleansMicro.Events;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>An order stays registered for recovery until its events, and those of its stock, are in their logs.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class OrderEventsTests(MarketplaceCluster cluster)
{
    [Fact]
    public async Task An_order_is_registered_until_its_events_are_logged()
    {
        var (seller, product) = await cluster.Grains.Stocked(5);
        var id = MarketplaceCluster.NewId("order");
        using (HoldLogs())
        {
            await Paid(id, seller, product);
            await cluster.Activity.Until(() => cluster.Activity.Begun(nameof(IEventLogGrain.Append), LogOf(EventSubjects.Order(id))) > 0,
                "the events are handed over");
            Assert.True(await Recovery(id).IsRegistered(id));
        }

        await cluster.Activity.Until(async () => !await Recovery(id).IsRegistered(id), "the order is no longer registered");
        Assert.Equal(["order.placed", "payment.captured", "order.paid", "package.created"], (await EventsOf(EventSubjects.Order(id))).Select(TypeOf));
        Assert.Contains(await EventsOf(EventSubjects.Stock(seller, product)), happened => Changes(happened).Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_later_change_of_an_unknown_row_repeats_no_event()
    {
        var (seller, product) = await cluster.Grains.Stocked(5);
        var id = MarketplaceCluster.NewId("order");
        await Paid(id, seller, product);
        await cluster.Activity.Until(async () => !await Recovery(id).IsRegistered(id), "the order is no longer registered");
        await cluster.Cluster.DeactivateAsync(cluster.Grains.GetGrain<IOrderGrain>(id));

        var shipped = cluster.Grains.GetGrain<OrleansMicro.Shipments.IShipmentGrain>(id)
            .Ship(new OrleansMicro.Shipments.ShipPackage("ship", seller, "Post", "1"), Caller.Operator);
        Assert.True((await cluster.Activity.Await(shipped, "the package is shipped")).Accepted);
        await cluster.Activity.Until(async () => (await EventsOf(EventSubjects.Order(id))).Count == 5, "the package has its event");

        Assert.Equal("package.shipped", TypeOf((await EventsOf(EventSubjects.Order(id)))[^1]));
        Assert.Single(cluster.Storage.Stored<OrderState>("order", id)!.Outbox.Pending);
    }

    private async Task Paid(string id, string seller, string product)
    {
        var order = cluster.Grains.GetGrain<IOrderGrain>(id);
        var line = new OrderLine(seller, product, "Tea cup", 2, new Money(500, "GBP"), new Money(50, "GBP"));
        var place = new PlaceOrder(MarketplaceCluster.NewId("customer"), new OrderTerms("f", "tok_ok", ShopSteps.Home), [line]);
        Assert.True((await cluster.Activity.Await(order.Place(place), "the order is placed")).Accepted);
        await cluster.Activity.Until(async () => (await order.Get(Caller.Operator))!.Status == OrderStatus.Paid, "the order is paid");
    }

    private IOrderRecoveryGrain Recovery(string id) => cluster.Grains.GetGrain<IOrderRecoveryGrain>(OrderRecovery.ShardFor(id));

    private static string LogOf(string subject) => EventLog.KeyOf(EventSubjects.ShardOf(subject));

    private static string TypeOf(MarketEvent happened) => happened.Type["com.orleansmicro.".Length..^".v1".Length];

    private static string Changes(MarketEvent happened)
    {
        using var data = JsonDocument.Parse(happened.Data.Json);
        return data.RootElement.GetProperty("changes").GetRawText();
    }

    private async Task<List<MarketEvent>> EventsOf(string subject)
    {
        var (filter, found, from) = (new EventFilter([], subject), new List<MarketEvent>(), 0L);
        var log = cluster.Grains.GetGrain<IEventLogGrain>(LogOf(subject));
        while (await log.Read(new ReadEvents(from, EventLog.MaxRead, TimeSpan.Zero), Caller.Operator) is { Events.IsEmpty: false } page)
        {
            found.AddRange(page.Events.Select(static logged => logged.Event).Where(filter.Matches));
            from = page.Next;
        }

        return found;
    }

    /// <summary>No log is written until this is disposed of.</summary>
    private Holds HoldLogs() => new([.. Enumerable.Range(0, EventLog.Shards).SelectMany(shard => Enumerable.Range(0, 40).Select(chunk =>
        cluster.Storage.HoldWrites("eventchunk", $"{EventLog.KeyOf(shard)}/{chunk}")))]);

    private sealed class Holds(IDisposable[] all) : IDisposable
    {
        public void Dispose() => Array.ForEach(all, static one => one.Dispose());
    }
}
