using OrleansMicro.Orders;
using OrleansMicro.Simulation.Clients;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Checks;

/// <summary>Compares the shop with the answers that clients got, after the faults and when no order is in flight.</summary>
internal sealed class ShopChecks(ShopWorld shop, ShopClients clients)
{
    private readonly IGrainFactory _grains = shop.World.Clients[0].Grains;

    private readonly List<string> _orphans = [];

    /// <summary>Whether no order in the store is in flight. It asks no grain, because asking an order makes it continue.</summary>
    public bool NothingIsInFlight() => !InFlight().Any();

    /// <summary>The orders that are in flight and must not be.</summary>
    public IEnumerable<OrderState> InFlight() => Unfinished().Where(order => !IsOrphan(order));

    /// <summary>Whether <see cref="FindOrphans"/> would find any.</summary>
    public bool HasOrphans => Unfinished().Any(IsOrphan);

    /// <summary>
    /// Finds the orders that were written, but whose silo died before it registered them for recovery, and so before it answered. Nothing
    /// drives them, and from now on they must not buy anything. Returns whether there are any.
    /// </summary>
    public bool FindOrphans()
    {
        _orphans.AddRange(Unfinished().Where(IsOrphan).Select(static order => order.OrderId));
        return _orphans.Count > 0;
    }

    /// <summary>
    /// Checks the events, before anything is asked that activates an aggregate: events that wait for somebody to look at it are not delivered.
    /// </summary>
    public Task RunEvents(Broken broken) => new EventChecks(shop, _grains, broken).Check();

    /// <summary>Checks everything else and adds the broken promises to <paramref name="broken"/>.</summary>
    public async Task Run(Broken broken)
    {
        var orders = new List<Order>();
        foreach (var checkout in clients.Model.Checkouts)
        {
            var order = await _grains.GetGrain<IOrderGrain>(checkout.OrderId).Get(Caller.Operator);
            new ResponseChecks(broken).Check(checkout, order);
            if (order is not null)
                orders.Add(order);
        }

        foreach (var order in orders.Where(order => _orphans.Contains(order.OrderId)))
        {
            broken.Check(4, order.Status == OrderStatus.Rejected, () =>
                $"order {order.OrderId}, which was never answered, bought something when it was read long after: it is {order.Status}.");
        }

        foreach (var order in orders)
            await new OrderChecks(_grains, shop.Acquirer, broken).Check(order);
        await new StockChecks(_grains, broken).Check(clients.Model, orders);
        await new ListChecks(_grains, broken).Check(clients.Model, orders);
        foreach (var confusion in shop.Acquirer.Confusions)
            broken.Add(3, $"the provider got one key for two requests: {confusion}");
        foreach (var paid in shop.Acquirer.Orders.Where(id => orders.TrueForAll(order => order.OrderId != id)))
            broken.Check(3, shop.Acquirer.Books(paid).CapturedMinor == 0, () => $"money was captured for {paid}, which is no order.");
    }

    private IEnumerable<OrderState> Unfinished()
    {
        foreach (var (key, row) in shop.World.Store.Rows)
        {
            if (key.StartsWith("order/", StringComparison.Ordinal) && row.Data is not null && shop.Stored<OrderState>(key) is { } order
                && CheckoutStateMachine.InFlight(order.Step))
                yield return order;
        }
    }

    // An order that was driven has 'listed' on disk: it is the first decision that is written.
    private bool IsOrphan(OrderState order) => !order.Listed && !WasAccepted(order.OrderId)
        && !(shop.Stored<RecoveryState>($"recovery/{OrderRecovery.ShardFor(order.OrderId)}") is { } shard
            && RecoveryRules.IsRegistered(shard, order.OrderId));

    private bool WasAccepted(string orderId) => clients.Model.Checkouts.Exists(checkout => checkout.OrderId == orderId && checkout.Order is not null);
}
