using Orleans.Storage;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>
/// An order whose activation does not know what another one wrote after it: as when a silo that was declared dead finishes a write.
/// </summary>
[Collection(MarketplaceTests.Name)]
public sealed class StaleOrderTests(MarketplaceCluster cluster)
{
    [Fact]
    public async Task An_order_that_another_activation_placed_is_not_gone()
    {
        var grains = cluster.Grains;
        var (seller, product) = await grains.Stocked(5);
        var orderId = Ids.OrderId(MarketplaceCluster.NewId("customer"), "key");
        Assert.Null(await grains.Order(orderId).Get(Caller.Operator));

        // Known to the activation that has just answered only if it looks.
        var line = new OrderLine(seller, product, "Tea cup", 2, new Money(500, "GBP"), new Money(50, "GBP"));
        var placed = OrderRules.Place(
            orderId, new PlaceOrder("c", new OrderTerms("f", "tok_ok", ShopSteps.Home, false), [line]), cluster.Clock.GetUtcNow());
        await cluster.Storage.WriteStateAsync(
            "order", GrainId.Create("order", orderId), new GrainState<OrderState> { State = placed.Value! with { Version = 1 } });

        Assert.NotNull(await grains.Order(orderId).GetAfterPending());
        Assert.Equal(OrderStatus.Paid, (await cluster.Ended(orderId)).Status);
    }

    /// <summary>The write that places an order can be on its way when recovery, or its cart, asks for the order.</summary>
    [Fact]
    public async Task What_was_said_to_be_not_placed_cannot_be_placed_late()
    {
        var orderId = Ids.OrderId(MarketplaceCluster.NewId("customer"), "key");
        var late = new GrainState<OrderState>();
        await cluster.Storage.ReadStateAsync("order", GrainId.Create("order", orderId), late);

        Assert.Null(await cluster.Grains.Order(orderId).GetAfterPending());

        late.State = new OrderState { Version = 1, Step = OrderStep.Reserving, OrderId = orderId };
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => cluster.Storage.WriteStateAsync("order", GrainId.Create("order", orderId), late));
    }

    [Fact]
    public async Task Recovery_keeps_a_cancellation_of_another_activation()
    {
        var grains = cluster.Grains;
        var (seller, product) = await grains.Stocked(5);
        var orderId = Ids.OrderId(MarketplaceCluster.NewId("customer"), "key");
        var line = new OrderLine(seller, product, "Tea cup", 2, new Money(500, "GBP"), new Money(50, "GBP"));
        await grains.Order(orderId).Place(new PlaceOrder("c", new OrderTerms("f", "tok_ok", ShopSteps.Home, false), [line]));
        Assert.Equal(OrderStatus.Paid, (await cluster.Ended(orderId)).Status);

        var disk = new GrainState<OrderState>();
        await cluster.Storage.ReadStateAsync("order", GrainId.Create("order", orderId), disk);
        disk.State = CheckoutStateMachine.Apply(
            disk.State!, new CheckoutEvent.CancelAsked("c1", null), cluster.Clock.GetUtcNow(), TimeSpan.FromMinutes(5));
        await cluster.Storage.WriteStateAsync("order", GrainId.Create("order", orderId), disk);

        await Assert.ThrowsAnyAsync<Exception>(() => grains.Order(orderId).Resume());
        Assert.False(await grains.Order(orderId).Resume());

        Assert.Equal(OrderStatus.Cancelled, (await cluster.Ended(orderId)).Status);
        Assert.Equal(5, (await grains.Stock(seller, product).Get(Caller.Operator))!.OnHand);
    }
}
