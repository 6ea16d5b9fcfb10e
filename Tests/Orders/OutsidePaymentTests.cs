using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>Commands of a payment that do not come from its order. What they did is on disk when they are answered.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class OutsidePaymentTests(MarketplaceCluster cluster)
{
    private static readonly Money Pound = new(100, "GBP");

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Commands_for_an_order_that_never_was_are_refused()
    {
        var payment = Payment(MarketplaceCluster.NewId("nothing"));

        Assert.Equal(RefusalCodes.NotFound, (await payment.Authorise(new AuthorisePayment(Pound, "tok_ok"))).Refusal?.Code);
        Assert.Equal(RefusalCodes.NotFound, (await payment.Capture(new CapturePayment(Pound, "tok_ok", "ref"))).Refusal?.Code);
        Assert.Equal(RefusalCodes.NotFound, (await payment.Void(new VoidPayment(Pound, "tok_ok", true))).Refusal?.Code);
        Assert.Equal(RefusalCodes.NotFound, (await payment.Refund(new RefundPayment("r", Pound))).Refusal?.Code);
    }

    [Fact]
    public async Task A_refund_is_on_disk_and_done_once()
    {
        var order = await Bought();

        Assert.Equal(Pound, (await Payment(order.OrderId).Refund(new RefundPayment("r", Pound))).Value?.Refunded);
        Assert.Equal(Pound, (await Payment(order.OrderId).Refund(new RefundPayment("r", Pound))).Value?.Refunded);

        Assert.Equal(Pound, cluster.Storage.Stored<OrderState>("order", order.OrderId)!.Payment!.Refunded);
        Assert.Equal((1, 100L), ((await Grains.Books(order.OrderId)).Captures, (await Grains.Books(order.OrderId)).RefundedMinor));
        Assert.Equal(order.Version, (await Grains.Order(order.OrderId).Get(Caller.Operator))!.Version);
    }

    [Fact]
    public async Task A_captured_payment_is_captured_once_and_not_voided()
    {
        var order = await Bought();

        Assert.Equal(order.Total, (await Payment(order.OrderId).Capture(new CapturePayment(order.Total, "tok_ok", null))).Value?.Captured);
        Assert.Equal(RefusalCodes.WrongState, (await Payment(order.OrderId).Void(new VoidPayment(order.Total, "tok_ok", true))).Refusal?.Code);
        Assert.Equal(1, (await Grains.Books(order.OrderId)).Captures);
    }

    private IPaymentGrain Payment(string orderId) => Grains.GetGrain<IPaymentGrain>(orderId);

    private async Task<Order> Bought()
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(5));
        await Grains.Put(customer, product);
        return await cluster.Bought(customer);
    }
}
