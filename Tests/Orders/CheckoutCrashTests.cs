using System.Globalization;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>What recovery makes of orders whose silo is gone, or whose storage failed over and over.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class CheckoutCrashTests : IAsyncLifetime
{
    private const int OrdersPerStep = 3;
    private readonly CheckoutCluster _cluster = new();

    private IGrainFactory Grains => _cluster.Grains;

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Orders_at_every_step_end_after_their_silo_is_killed()
    {
        var steps = new Func<Waiting, Task>[]
        {
            order => StopAt(order, ProviderAction.Authorise, after: false),
            order => StopAt(order, ProviderAction.Authorise, after: true),
            order => StopAt(order, ProviderAction.Authorise, after: true, "order"),
            order => StopAt(order, ProviderAction.Capture, after: false),
            order => StopAt(order, ProviderAction.Capture, after: true),
            order => StopAt(order, ProviderAction.Capture, after: true, "order"),
            order => StopAt(order with { Method = "tok_decline" }, ProviderAction.Authorise, after: true, "order"),
        };
        var orders = new List<Waiting>();
        foreach (var step in steps)
        {
            for (var i = 0; i < OrdersPerStep; i++)
            {
                var order = new Waiting(MarketplaceCluster.NewId("customer"), await Grains.Stocked(5), "tok_ok", []);
                await Grains.Put(order.Customer, order.Product, 2);
                await step(order);
                orders.Add(order);
            }
        }

        await _cluster.Cluster.KillSiloAsync(_cluster.Cluster.Silos[^1]);
        foreach (var release in orders.SelectMany(order => order.Releases))
            release();
        await ResumeUntilEnded(orders.Select(order => order.OrderId).ToArray());

        foreach (var waiting in orders)
        {
            var order = await _cluster.Ended(waiting.OrderId);
            await Grains.CheckPromises(order);
            await _cluster.CheckStock(waiting.Product, 5, order.Status == OrderStatus.Paid ? 2 : 0);
        }

        Assert.Equal(orders.Count - OrdersPerStep, orders.Count(order => Step(order.OrderId) == OrderStep.Paid));
    }

    [Fact]
    public async Task Orders_keep_the_promises_while_storage_fails_at_random()
    {
        const int Orders = 60;
        var product = await Grains.Stocked(Orders * 2 / 3);
        var customers = Enumerable.Range(0, Orders).Select(_ => MarketplaceCluster.NewId("customer")).ToArray();
        foreach (var customer in customers)
            await Grains.Put(customer, product);

        _cluster.Faults.Percent = 5;
        await Parallel.ForEachAsync(customers, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (customer, _) =>
            await _cluster.Activity.Until(() => IsPlaced(customer), $"the order of {customer} is placed"));
        var ids = customers.Select(customer => Ids.OrderId(customer, "key")).ToArray();
        await ResumeUntilEnded(ids);
        _cluster.Faults.Percent = 0;

        foreach (var id in ids)
            await Grains.CheckPromises(await _cluster.Ended(id));
        Assert.Equal(Orders * 2 / 3, ids.Count(id => Step(id) == OrderStep.Paid));
        await _cluster.CheckStock(product, Orders * 2 / 3, Orders * 2 / 3);
    }

    /// <summary>Lets an order run up to a request to the provider, and from there, if asked to, up to the next write of one of its rows.</summary>
    private async Task StopAt(Waiting order, ProviderAction action, bool after, string? row = null)
    {
        var gate = _cluster.Gates.Close(order.OrderId, action, after);
        order.Releases.Add(gate.Open);
        Assert.True((await Grains.Checkout(order.Customer, method: order.Method)).Accepted);
        await gate.Reached;
        if (row is null)
            return;

        var held = _cluster.Storage.HoldWrites(row, order.OrderId);
        order.Releases.Add(held.Dispose);
        gate.Open();
        await _cluster.Activity.Until(() => _cluster.Storage.IsHeld(row, order.OrderId), $"{row} of {order.OrderId} is being written");
    }

    private Task ResumeUntilEnded(string[] orders) => _cluster.Activity.Until(
        async () =>
        {
            for (var shard = 0; shard < OrderRecovery.Shards; shard++)
                await TryResume(shard.ToString(CultureInfo.InvariantCulture));
            return orders.All(id => !CheckoutStateMachine.InFlight(Step(id)));
        },
        "every order has ended");

    private async Task TryResume(string shard)
    {
        try
        {
            await Grains.GetGrain<IOrderRecoveryGrain>(shard).ResumeDue().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or IOException)
        {
            // The silo's death is being noticed, or the shard's storage failed: the next pulse tries again.
            Assert.NotNull(exception);
        }
    }

    private async Task<bool> IsPlaced(string customer)
    {
        try
        {
            return (await Grains.Checkout(customer)).Accepted;
        }
        catch (Exception exception) when (exception is OrleansException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private OrderStep Step(string id) => _cluster.Storage.Stored<OrderState>("order", id)?.Step ?? OrderStep.None;

    private sealed record Waiting(string Customer, (string Seller, string Product) Product, string Method, List<Action> Releases)
    {
        public string OrderId => Ids.OrderId(Customer, "key");
    }
}
