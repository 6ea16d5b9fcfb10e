using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Carts;

/// <summary>A checkout whose cart stops waiting while the order is being written.</summary>
public sealed class AbandonedCheckoutTests(AbandonedCheckoutTests.Fixture cluster) : IClassFixture<AbandonedCheckoutTests.Fixture>
{
    [Fact]
    public async Task The_cart_stays_locked_until_the_outcome_is_known()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var customer = MarketplaceCluster.NewId("customer");
        var cart = cluster.Grains.GetGrain<ICartGrain>(customer);
        Assert.True((await cart.PutLine(new PutCartLine("put", seller, product, 1), Caller.Operator)).Accepted);
        var orderId = Ids.OrderId(customer, "k1");

        using (cluster.Storage.HoldWrites("order", orderId))
        {
            var checkout = cart.Checkout(new CheckoutCart(orderId, new OrderTerms("print", "tok_ok", ShopSteps.Home)), Caller.Operator);
            await Assert.ThrowsAsync<TimeoutException>(() => cluster.Activity.Await(checkout, "the cart stops waiting"));

            // Another page of the same customer.
            var change = cart.PutLine(new PutCartLine("other", seller, product, 7), Caller.Operator);
            await Assert.ThrowsAsync<TimeoutException>(() => cluster.Activity.Await(change, "the cart stops waiting again"));
        }

        await cluster.Activity.Until(
            () => cluster.Storage.Stored<OrderState>("order", orderId) is { Step: var step } && !CheckoutStateMachine.InFlight(step),
            "the order ends");
        var order = await cluster.Grains.GetGrain<IOrderGrain>(orderId).Get(Caller.Operator);
        Assert.Equal((OrderStatus.Paid, 1), (order!.Status, Assert.Single(order.Lines).Quantity));
        Assert.Empty((await cart.Get(Caller.Operator)).Lines);
    }

    public sealed class Fixture : MarketplaceCluster
    {
        // Calls of grains time out by the clock of the test.
        protected override void ConfigureSilo(ISiloBuilder silo) =>
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Messaging, Clock);
    }
}
