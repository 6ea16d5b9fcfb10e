using System.Text.Json;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>An order of an earlier version, whose payment and shipment have rows of their own.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class EarlierPartsTests(MarketplaceCluster cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Its_payment_and_its_packages_are_shown()
    {
        var orderId = await Stored();

        Assert.Equal(PaymentStatus.Captured, (await Grains.GetGrain<IPaymentGrain>(orderId).Get(Caller.Operator))?.Status);
        Assert.Equal(PackageStatus.ReadyToShip, Assert.Single((await Grains.Shipment(orderId).Get(Caller.Operator))!.Packages).Status);
    }

    [Fact]
    public async Task A_change_of_a_package_brings_both_into_the_orders_row()
    {
        var orderId = await Stored();
        var shipment = (await Grains.Shipment(orderId).Get(Caller.Operator))!;

        Assert.True((await Grains.Shipment(orderId).Ship(new ShipPackage("s", shipment.Packages[0].SellerId, null, null), Caller.Operator)).Accepted);

        var row = cluster.Storage.Stored<OrderState>("order", orderId)!;
        Assert.Equal((PaymentStatus.Captured, 2L), (row.Payment?.Status, row.Shipment!.Version));
        Assert.Equal(0, cluster.Storage.Writes("shipment", orderId));
        var ledger = Grains.GetGrain<ISellerLedgerGrain>(shipment.Packages[0].SellerId);
        Assert.Equal(LedgerStatus.Shipped, Assert.Single((await ledger.List(null, 10, null, Caller.Operator))!.Items).Status);
    }

    [Fact]
    public async Task It_can_be_shipped_but_not_cancelled_then()
    {
        var orderId = await Stored(PackageStatus.Shipped);

        Assert.Equal(
            RefusalCodes.WrongState,
            (await Grains.Order(orderId).Cancel(new CancelOrder("c", null), Caller.Operator)).Refusal?.Code);
    }

    /// <summary>A paid order as an earlier version stored it.</summary>
    private async Task<string> Stored(PackageStatus status = PackageStatus.ReadyToShip)
    {
        var (orderId, product) = (MarketplaceCluster.NewId("order"), await Grains.Stocked(5));
        var line = new OrderLine(product.SellerId, product.ProductId, "Tea cup", 2, new Money(500, "GBP"), new Money(50, "GBP"));
        var terms = new OrderTerms("f", "tok_ok", ShopSteps.Home, false);
        var placed = OrderRules.Place(orderId, new PlaceOrder("c", terms, [line]), cluster.Clock.GetUtcNow()).Value!;
        var package = new Package(product.SellerId, status, [new PackageLine(line.ProductId, line.Quantity, line.Amount)]);
        var slot = await Grains.GetGrain<ISellerLedgerGrain>(product.SellerId)
            .Enter(new LedgerEntry(orderId, LedgerStatus.Paid, 2, placed.Total, placed.PlacedAt));
        Store("order", orderId, placed with { Version = 3, Step = OrderStep.Paid, Captured = placed.Total, Payment = null, Shipment = null });
        Store("payment", orderId, new PaymentState
        {
            Status = PaymentStatus.Captured,
            Amount = placed.Total,
            Captured = placed.Total,
            Refunded = Money.Zero("GBP"),
            Method = "tok_ok",
            Reference = "ref",
        });
        Store("shipment", orderId, new ShipmentState
        {
            Version = 1,
            CustomerId = "c",
            ShipTo = ShopSteps.Home,
            Packages = [package],
            Slots = [slot],
        });
        return orderId;
    }

    private void Store<T>(string state, string key, T value) =>
        cluster.Storage.Store(state, key, JsonSerializer.Serialize(value, StateJson.Options));
}
