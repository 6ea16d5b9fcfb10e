using System.Collections.Immutable;
using System.Text.Json;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Events;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Shop;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Checks;

/// <summary>Every change has its event, and the log has the events of every subject in order and without a gap (promise 7).</summary>
internal sealed class EventChecks(ShopWorld shop, IGrainFactory grains, Broken broken)
{
    private static readonly ImmutableSortedDictionary<string, long> NoParts = ImmutableSortedDictionary<string, long>.Empty;
    private readonly Dictionary<string, List<MarketEvent>> _logged = new(StringComparer.Ordinal);

    public async Task Check()
    {
        for (var shard = 0; shard < EventLog.Shards; shard++)
            await Read(shard);
        foreach (var (key, row) in shop.World.Store.Rows)
        {
            if (row.Data is not null)
                CheckRow(key);
        }

    }

    private async Task Read(int shard)
    {
        var log = grains.GetGrain<IEventLogGrain>(EventLog.KeyOf(shard));
        EventPage page;
        var from = 0L;
        do
        {
            page = await log.Read(new ReadEvents(from, EventLog.MaxRead, TimeSpan.Zero), Caller.Operator);
            foreach (var logged in page.Events)
                Add(logged.Event, shard);
            from = page.Next;
        }
        while (!page.Events.IsEmpty);
    }

    private void Add(MarketEvent happened, int shard)
    {
        broken.Check(7, EventSubjects.ShardOf(happened.Subject) == shard, () => $"event {happened.Id} is in log {shard}.");
        if (!_logged.TryGetValue(happened.Subject, out var events))
            _logged[happened.Subject] = events = [];
        if (happened.Sequence <= events.Count && happened.Sequence > 0)
        {
            var first = events[(int)happened.Sequence - 1];
            broken.Check(7, first == happened, () => $"event {happened.Id} was {first} and is repeated as {happened}.");
            return;
        }

        broken.Check(7, happened.Sequence == events.Count + 1,
            () => $"event {happened.Id} follows event {events.Count} of its subject in log {shard}.");
        events.Add(happened);
    }

    private void CheckRow(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var id = key[(slash + 1)..];
        switch (key[..slash])
        {
            case "product" when shop.Stored<ProductState>(key) is { } product:
                CheckOutbox(product.Outbox, $"products/{id}");
                CheckCount($"products/{id}", product.Product?.Version ?? 0);
                break;
            case "seller" when shop.Stored<SellerState>(key) is { } seller:
                CheckOutbox(seller.Outbox, EventSubjects.Seller(id));
                CheckCount(EventSubjects.Seller(id), seller.Version);
                break;
            case "customer" when shop.Stored<CustomerState>(key) is { } customer:
                CheckOutbox(customer.Outbox, EventSubjects.Customer(id));
                CheckCount(EventSubjects.Customer(id), customer.Version);
                break;
            case "cart" when shop.Stored<CartState>(key) is { } cart:
                CheckOutbox(cart.Outbox, EventSubjects.Cart(id));
                break;
            case "stock" when shop.Stored<StockState>(key) is { } stock:
                CheckOutbox(stock.Outbox, $"stock/{id}");
                CheckStock(stock, $"stock/{id}");
                break;
            case "order" when shop.Stored<OrderState>(key) is { } order && !IsUnaccepted(order):
                CheckOutbox(order.Outbox, EventSubjects.Order(id));
                if (!CheckoutStateMachine.InFlight(order.Step) && OrderRules.View(order) is { } ended)
                    CheckOrder(ended);
                break;
        }
    }

    // No order is in flight any more, so nobody was answered for this one. It was refused, or its silo died before it was registered.
    private bool IsUnaccepted(OrderState order) =>
        CheckoutStateMachine.InFlight(order.Step) && EventsOf(EventSubjects.Order(order.OrderId)).Count == 0;

    private void CheckOutbox(Outbox outbox, string subject)
    {
        CheckCount(subject, outbox.Last);
        foreach (var (part, last) in outbox.Parts ?? NoParts)
            CheckCount($"{subject}/{part}", last);
    }

    private void CheckCount(string subject, long count) => broken.Check(7, EventsOf(subject).Count == count, () =>
        $"{subject} has had {count} events, and its log has {EventsOf(subject).Count}.");

    private List<MarketEvent> EventsOf(string subject) => _logged.GetValueOrDefault(subject) ?? [];

    /// <summary>The changes that events tell add up to the stock.</summary>
    private void CheckStock(StockState stock, string subject)
    {
        var (sold, received, writtenOff) = (0L, 0L, 0L);
        foreach (var happened in EventsOf(subject))
        {
            using var data = JsonDocument.Parse(happened.Data.Json);
            foreach (var change in data.RootElement.GetProperty("changes").EnumerateArray())
            {
                var quantity = change.GetProperty("quantity").GetInt32();
                switch (change.GetProperty("kind").GetString())
                {
                    case "sold":
                        sold += quantity;
                        break;
                    case "released" or "returned":
                        sold -= quantity;
                        break;
                    case "added":
                        received += quantity;
                        break;
                    case "removed":
                        writtenOff += quantity;
                        break;
                }
            }
        }

        broken.Check(7, (sold, received, writtenOff) == (stock.Sold, stock.Received, stock.WrittenOff), () =>
            $"the events of {subject} add up to {sold} sold, {received} received and {writtenOff} written off; "
            + $"it has {stock.Sold}, {stock.Received} and {stock.WrittenOff}.");
    }

    /// <summary>An order in an end state has the events that lead to it, each once.</summary>
    private void CheckOrder(Order order)
    {
        var types = EventsOf(EventSubjects.Order(order.OrderId)).Select(static happened => happened.Type).ToList();
        var isPaid = order.Status is OrderStatus.Paid or OrderStatus.Cancelled;
        CheckOnce(EventTypes.OrderPlaced, true);
        CheckOnce(EventTypes.OrderPaid, isPaid);
        CheckOnce(EventTypes.OrderRejected, order.Status == OrderStatus.Rejected);
        CheckOnce(EventTypes.OrderCancelled, order.Status == OrderStatus.Cancelled);
        var payment = EventsOf(EventSubjects.Payment(order.OrderId));
        broken.Check(7, payment.Count(static happened => happened.Type == EventTypes.PaymentCaptured) == (isPaid ? 1 : 0), () =>
            $"order {order.OrderId} is {order.Status}, and its payment has the events {string.Join(", ", payment.Select(static p => p.Type))}.");
        foreach (var seller in order.Lines.Where(static l => l.Status != OrderLineStatus.Refused).Select(static l => l.SellerId).Distinct())
        {
            var package = EventsOf(EventSubjects.Package(order.OrderId, seller));
            broken.Check(7, isPaid == package.Count > 0 && (!isPaid || package[0].Type == EventTypes.PackageCreated), () =>
                $"order {order.OrderId} is {order.Status}, and the package of {seller} has {package.Count} events.");
            foreach (var happened in package)
                broken.Check(9, happened.SellerId == seller, () => $"event {happened.Id} may be seen by {happened.SellerId}.");
        }

        void CheckOnce(string type, bool isExpected) => broken.Check(7, types.Count(known => known == type) == (isExpected ? 1 : 0), () =>
            $"order {order.OrderId} is {order.Status}, and its events are {string.Join(", ", types)}.");
    }
}
