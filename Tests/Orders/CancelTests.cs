using OrleansMicro.Orders;
using OrleansMicro.Shipments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

[Collection(MarketplaceTests.Name)]
public sealed class CancelTests(MarketplaceCluster cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_cancelled_order_gives_back_money_and_units()
    {
        var (product, order) = await Paid(3);

        var cancelled = await Grains.Order(order.OrderId).Cancel(new CancelOrder("c1", "changed my mind"), Caller.Operator);

        Assert.True(cancelled.Accepted, cancelled.Refusal?.Message);
        var ended = await cluster.Ended(order.OrderId);
        Assert.Equal((OrderStatus.Cancelled, CancellationRules.CancelledByCustomer), (ended.Status, ended.ReasonCode));
        await Grains.CheckPromises(ended);
        await cluster.CheckStock(product, 10, 0);
    }

    [Fact]
    public async Task Cancelling_many_times_at_once_refunds_once()
    {
        var (product, order) = await Paid(3);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Grains.Order(order.OrderId).Cancel(new CancelOrder($"c{i}", null), Caller.Operator)));

        await Grains.CheckPromises(await cluster.Ended(order.OrderId));
        await cluster.CheckStock(product, 10, 0);
    }

    [Fact]
    public async Task A_reason_of_several_lines_is_refused()
    {
        var (_, order) = await Paid(1);

        var refused = await Grains.Order(order.OrderId).Cancel(new CancelOrder("c1", "changed\nmy mind"), Caller.Operator);

        Assert.Equal((RefusalCodes.Invalid, "reason"), (refused.Refusal?.Code, refused.Refusal?.Field));
        Assert.Equal(OrderStatus.Paid, (await Grains.Order(order.OrderId).Get(Caller.Operator))!.Status);
    }

    [Fact]
    public async Task A_shipped_order_cannot_be_cancelled()
    {
        var (product, order) = await Paid(3);
        Assert.True((await Grains.Shipment(order.OrderId).Ship(new ShipPackage("s1", product.Seller, "UPS", "T1"), Caller.Operator)).Accepted);

        var refused = await Grains.Order(order.OrderId).Cancel(new CancelOrder("c1", null), Caller.Operator);

        Assert.Equal(RefusalCodes.WrongState, refused.Refusal?.Code);
        var ended = await cluster.Ended(order.OrderId);
        Assert.Equal(OrderStatus.Paid, ended.Status);
        await Grains.CheckPromises(ended);
        await cluster.CheckStock(product, 10, 3);
    }

    [Fact]
    public async Task Shipping_and_cancelling_at_once_ends_one_way_or_the_other()
    {
        for (var i = 0; i < 10; i++)
        {
            var (product, order) = await Paid(1);
            var ship = Grains.Shipment(order.OrderId).Ship(new ShipPackage("s1", product.Seller, null, null), Caller.Operator);
            var cancel = Grains.Order(order.OrderId).Cancel(new CancelOrder("c1", null), Caller.Operator);

            Assert.NotEqual((await ship).Accepted, (await cancel).Accepted);

            var ended = await cluster.Ended(order.OrderId);
            Assert.Equal((await cancel).Accepted ? OrderStatus.Cancelled : OrderStatus.Paid, ended.Status);
            await Grains.CheckPromises(ended);
        }
    }

    [Fact]
    public async Task An_order_that_never_was_cannot_be_cancelled() => Assert.Equal(
        RefusalCodes.NotFound,
        (await Grains.Order(MarketplaceCluster.NewId("nothing")).Cancel(new CancelOrder("c1", null), Caller.Operator)).Refusal?.Code);

    [Fact]
    public async Task A_delivered_package_shows_in_its_sellers_ledger()
    {
        var (product, order) = await Paid(1);
        await Grains.Shipment(order.OrderId).Ship(new ShipPackage("s1", product.Seller, null, null), Caller.Operator);

        var delivered = await Grains.Shipment(order.OrderId).Deliver(new DeliverPackage("d1", product.Seller), Caller.Operator);

        Assert.Equal(PackageStatus.Delivered, Assert.Single(delivered.Value!.Packages).Status);
        await Grains.CheckPromises(order);
    }

    private async Task<((string Seller, string Product) Product, Order Order)> Paid(int quantity)
    {
        var (customer, product) = (MarketplaceCluster.NewId("customer"), await Grains.Stocked(10));
        await Grains.Put(customer, product, quantity);
        return (product, await cluster.Bought(customer));
    }
}
