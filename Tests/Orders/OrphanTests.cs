using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>An order that is on disk, and whose silo died before it was registered with recovery: no caller learnt that it is accepted.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class OrphanTests(MarketplaceCluster cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Theory]
    [InlineData(180, false, OrderStatus.Rejected)]
    [InlineData(180, true, OrderStatus.Paid)]
    [InlineData(0, false, OrderStatus.Paid)]
    public async Task An_unanswered_order_is_not_bought_long_after(int secondsAgo, bool isRegistered, OrderStatus end)
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        var orderId = Ids.OrderId(customer, "key");
        if (isRegistered)
            await Grains.GetGrain<IOrderRecoveryGrain>(OrderRecovery.ShardFor(orderId)).Register(orderId);
        await Write(orderId, customer, product, TimeSpan.FromSeconds(secondsAgo));

        Assert.True((await Grains.Order(orderId).Get(Caller.Operator))!.InFlight);

        var order = await cluster.Ended(orderId);
        Assert.Equal(end, order.Status);
        Assert.Equal(end == OrderStatus.Paid ? 1 : 0, (await Grains.Books(orderId)).Captures);
        await cluster.CheckStock(product, 5, end == OrderStatus.Paid ? 2 : 0);
    }

    [Fact]
    public async Task An_order_is_shown_only_when_it_is_registered()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        var orderId = Ids.OrderId(customer, "key");
        var shard = OrderRecovery.ShardFor(orderId);
        await Write(orderId, customer, product, TimeSpan.Zero);
        cluster.Storage.FailAfter("recovery", shard, 0, 3, false);

        // The order cannot end, and its registration cannot go, before both were looked at.
        using (cluster.Storage.HoldWrites("stock", Ids.ProductKey(product.SellerId, product.ProductId)))
        {
            var order = await cluster.Activity.Await(Grains.Order(orderId).Get(Caller.Operator), "the order is registered at the fourth try");
            Assert.True(order!.InFlight);
            Assert.True(await Grains.GetGrain<IOrderRecoveryGrain>(shard).IsRegistered(orderId));
        }

        Assert.Equal(OrderStatus.Paid, (await cluster.Ended(orderId)).Status);
    }

    private Task Write(string orderId, string customer, (string Seller, string Product) product, TimeSpan ago)
    {
        var line = new OrderLine(product.Seller, product.Product, "Thing", 2, new Money(500, "GBP"), new Money(50, "GBP"));
        var placed = OrderRules.Place(
            orderId, new PlaceOrder(customer, new OrderTerms("f", "tok_ok", ShopSteps.Home, false), [line]), cluster.Clock.GetUtcNow() - ago);
        return cluster.Storage.WriteStateAsync(
            "order", GrainId.Create("order", orderId), new GrainState<OrderState> { State = placed.Value! with { Version = 1 } });
    }
}
