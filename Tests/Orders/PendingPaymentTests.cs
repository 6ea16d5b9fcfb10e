using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>An order whose payment takes long is shown from the moment that it is accepted.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class PendingPaymentTests : IAsyncLifetime
{
    private readonly CheckoutCluster _cluster = new();

    private IGrainFactory Grains => _cluster.Grains;

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_accepted_order_is_listed_and_its_payment_is_pending()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);
        var orderId = Ids.OrderId(customer, "key");
        var payment = Grains.GetGrain<IPaymentGrain>(orderId);
        var gate = _cluster.Gates.Close(orderId, ProviderAction.Authorise, after: false);
        Assert.Null(await payment.Get(Caller.Operator));

        Assert.True((await Grains.Checkout(customer)).Accepted);
        await gate.Reached;

        Assert.Equal(orderId, Assert.Single((await Grains.GetGrain<ICustomerGrain>(customer).ListOrders(null, 10, Caller.Operator))!.Items));
        var pending = await payment.Get(Caller.Operator);
        Assert.Equal((PaymentStatus.Authorising, 550L, 0L), (pending?.Status, pending?.Amount.Minor, pending?.Captured.Minor));

        gate.Open();
        var order = await _cluster.Ended(orderId);
        Assert.Equal(OrderStatus.Paid, order.Status);
        Assert.Equal(PaymentStatus.Captured, (await payment.Get(Caller.Operator))?.Status);
        Assert.Equal(1, _cluster.Storage.Writes("customer", customer));
        await Grains.CheckPromises(order);
    }

    /// <summary>The order asks again, and no call of it ends without an answer.</summary>
    [Fact]
    public async Task A_slow_provider_does_not_make_an_order_contested()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);
        var orderId = Ids.OrderId(customer, "key");
        var gate = _cluster.Gates.Close(orderId, ProviderAction.Authorise, after: false);
        Assert.True((await Grains.Checkout(customer)).Accepted);
        await gate.Reached;

        // Far less than Payments:ProviderTimeout, which is a minute here.
        var from = _cluster.Clock.GetUtcNow();
        await _cluster.Activity.Until(
            () => _cluster.Clock.GetUtcNow() > from + TimeSpan.FromSeconds(10), "several response timeouts of a cluster pass");
        var pending = (await Grains.Order(orderId).GetHistory(Caller.Operator))[^1];
        Assert.Equal("payment-pending", pending.Type);
        Assert.Contains("provider", pending.Detail, StringComparison.Ordinal);

        // The order asks on without long pauses, so it learns of the answer soon.
        from = _cluster.Clock.GetUtcNow();
        gate.Open();
        Assert.Equal(OrderStatus.Paid, (await _cluster.Ended(orderId)).Status);
        Assert.InRange(_cluster.Clock.GetUtcNow() - from, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.False(_cluster.Storage.Stored<OrderState>("order", orderId)!.Contested);
        Assert.Equal(1, (await Grains.Books(orderId)).Authorisations);
    }

    [Fact]
    public async Task A_refused_checkout_is_not_listed_and_has_no_payment()
    {
        var customer = MarketplaceCluster.NewId("customer");

        Assert.Equal(RefusalCodes.CartEmpty, (await Grains.Checkout(customer)).Refusal?.Code);

        Assert.Null(await Grains.GetGrain<ICustomerGrain>(customer).ListOrders(null, 10, Caller.Operator));
        Assert.Null(await Grains.GetGrain<IPaymentGrain>(Ids.OrderId(customer, "key")).Get(Caller.Operator));
    }
}
