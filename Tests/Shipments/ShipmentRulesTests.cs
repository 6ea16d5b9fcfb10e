using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Shipments;

public sealed class ShipmentRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static ShipmentState Two => ShipmentRules.Create(
        new CreateShipment(
            "c1", Sample.Home, Now,
            OrderRules.Packages([Sample.Line("s1/p1", 2), Sample.Line("s2/p1"), Sample.Line("s1/p2")])),
        [5, 9]);

    [Fact]
    public void One_package_per_seller_holds_all_of_its_lines()
    {
        Assert.Equal(["s1", "s2"], Two.Packages.Select(package => package.SellerId));
        Assert.Equal(["p1", "p2"], Two.Packages[0].Lines.Select(line => line.ProductId));
        Assert.Equal(2100, Two.Packages[0].Lines[0].Amount.Minor);
    }

    [Fact]
    public void Refused_lines_are_not_sent()
    {
        var packages = OrderRules.Packages([Sample.Line("s1/p1") with { Status = OrderLineStatus.Refused }, Sample.Line("s2/p1")]);

        Assert.Equal("s2", Assert.Single(packages).SellerId);
    }

    [Fact]
    public void The_ledger_entry_adds_up_the_package()
    {
        var entry = ShipmentRules.CreateEntry("o1", Two.Packages[0], Now);

        Assert.Equal(("o1", LedgerStatus.Paid, 3L, 3150L), (entry.OrderId, entry.Status, entry.Units, entry.Amount.Minor));
    }

    [Fact]
    public void A_package_is_shipped_and_then_delivered()
    {
        var shipped = Ship(Two, "s1");
        var delivered = ShipmentRules.Deliver(shipped, new DeliverPackage("d1", "s1"), Now).Value!;

        Assert.Equal(
            (PackageStatus.Shipped, "UPS", "T1"),
            (shipped.Packages[0].Status, shipped.Packages[0].Carrier, shipped.Packages[0].TrackingNumber));
        Assert.Equal([PackageStatus.Delivered, PackageStatus.ReadyToShip], delivered.Packages.Select(package => package.Status));
        Assert.Equal(3, delivered.Version);
    }

    [Fact]
    public void Refuses_to_deliver_what_was_not_shipped() =>
        Assert.Equal(RefusalCodes.WrongState, ShipmentRules.Deliver(Two, new DeliverPackage("d1", "s1"), Now).Refusal?.Code);

    [Fact]
    public void Refuses_a_seller_that_has_no_package() =>
        Assert.Equal(RefusalCodes.NotFound, ShipmentRules.Ship(Two, new ShipPackage("x", "s9", null, null), Now).Refusal?.Code);

    [Fact]
    public void A_repeated_command_changes_nothing()
    {
        var shipped = Ship(Two, "s1");

        Assert.Same(shipped, Ship(shipped, "s1"));
    }

    [Fact]
    public void Refuses_to_ship_a_second_time_with_another_carrier() =>
        Assert.Equal(RefusalCodes.WrongState, ShipmentRules.Ship(Ship(Two, "s1"), new ShipPackage("other", "s1", null, null), Now).Refusal?.Code);

    [Fact]
    public void Cancels_all_packages_once()
    {
        var cancelled = ShipmentRules.Cancel(Two).Value!;

        Assert.All(cancelled.Packages, package => Assert.Equal(PackageStatus.Cancelled, package.Status));
        Assert.Same(cancelled, ShipmentRules.Cancel(cancelled).Value);
        Assert.Equal(RefusalCodes.WrongState, ShipmentRules.Ship(cancelled, new ShipPackage("x", "s1", null, null), Now).Refusal?.Code);
    }

    [Fact]
    public void Refuses_to_cancel_once_one_package_has_left() =>
        Assert.Equal(RefusalCodes.WrongState, ShipmentRules.Cancel(Ship(Two, "s2")).Refusal?.Code);

    public static TheoryData<string> BadTexts => [new string('x', Limits.MaxTextLength + 1), "by\nsea", "by\u2028sea", "by\tsea"];

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void Refuses_long_texts_and_those_of_several_lines(string text)
    {
        Assert.Equal("carrier", ShipmentRules.Ship(Two, new ShipPackage("x", "s1", text, null), Now).Refusal?.Field);
        Assert.Equal("trackingNumber", ShipmentRules.Ship(Two, new ShipPackage("x", "s1", null, text), Now).Refusal?.Field);
    }

    [Fact]
    public void Counts_a_carriers_name_in_code_points() => Assert.Equal(
        PackageStatus.Shipped,
        Ship(Two, "s1", string.Concat(Enumerable.Repeat("\U0001F69A", Limits.MaxTextLength))).Packages[0].Status);

    [Fact]
    public void A_repeated_shipment_of_a_delivered_package_changes_nothing()
    {
        var delivered = ShipmentRules.Deliver(Ship(Two, "s1"), new DeliverPackage("d1", "s1"), Now).Value!;

        Assert.Same(delivered, Ship(delivered, "s1"));
        Assert.Same(delivered, ShipmentRules.Deliver(delivered, new DeliverPackage("d2", "s1"), Now).Value);
    }

    private static ShipmentState Ship(ShipmentState shipment, string seller, string carrier = "UPS") =>
        ShipmentRules.Ship(shipment, new ShipPackage($"ship-{seller}", seller, carrier, "T1"), Now).Value!;
}
