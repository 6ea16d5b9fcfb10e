using OrleansMicro.Orders;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Orders;

public sealed class OrderRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_placed_order_costs_its_lines_with_freight()
    {
        var order = OrderRules.View(OrderRules.Place("o1", Sample.Order(Sample.Line("s1/p1", 2), Sample.Line("s1/p2")), Now).Value!)!;

        Assert.Equal(new Money(3150, "GBP"), order.Total);
        Assert.Equal((OrderStatus.Placed, true, 0L), (order.Status, order.InFlight, order.Captured.Minor));
    }

    public static TheoryData<string, OrderLine[]> BadOrders => new()
    {
        { "lines", [] },
        { "lines[0].quantity", [Sample.Line("s1/p1", 0)] },
        { "lines[0].quantity", [Sample.Line("s1/p1", Limits.MaxQuantity + 1)] },
        { "lines[1].unitPrice", [Sample.Line("s1/p1"), Sample.Line("s1/p2", 1, 0)] },
        { "lines[1].productId", [Sample.Line("s1/p1"), Sample.Line("s1/p1")] },
        { "lines[1].quantity", [Sample.Line("s1/p1"), Sample.Line("s1/p2", Limits.MaxQuantity, 100_000_000)] },
        { "lines[0].unitPrice.currency", [Sample.Line("s1/p1") with { Freight = new Money(1, "EUR") }] },
    };

    [Theory]
    [MemberData(nameof(BadOrders))]
    public void Refuses_orders_that_cannot_be(string field, OrderLine[] lines) =>
        Assert.Equal(field, OrderRules.Place("o1", Sample.Order(lines), Now).Refusal?.Field);

    [Fact]
    public void A_repeat_is_known_by_customer_and_fingerprint()
    {
        var command = Sample.Order(Sample.Line("s1/p1"));
        var order = OrderRules.Place("o1", command, Now).Value!;

        Assert.Null(OrderRules.CheckRepeat(order, command with { Lines = [Sample.Line("s1/p2")] }));
        Assert.Equal(
            RefusalCodes.IdempotencyKeyReused,
            OrderRules.CheckRepeat(order, command with { Terms = command.Terms with { Fingerprint = "f2" } })?.Code);
    }

    [Theory]
    [InlineData(null, "*", true)]
    [InlineData("*", "*", true)]
    [InlineData("3", "3", true)]
    [InlineData("*", "3", false)]
    [InlineData("3", "4", false)]
    public void A_repeat_demands_the_same_cart_versions(string? placed, string repeated, bool isRepeat)
    {
        var command = Sample.Order(Sample.Line("s1/p1"));
        var order = OrderRules.Place("o1", command with { Terms = command.Terms with { CartVersions = placed } }, Now).Value!;

        var refusal = OrderRules.CheckRepeat(order, command with { Terms = command.Terms with { CartVersions = repeated } });

        Assert.Equal(isRepeat ? null : RefusalCodes.IdempotencyKeyReused, refusal?.Code);
    }

    [Theory]
    [InlineData(OrderStep.None, RefusalCodes.NotFound)]
    [InlineData(OrderStep.Reserving, RefusalCodes.WrongState)]
    [InlineData(OrderStep.Capturing, RefusalCodes.WrongState)]
    [InlineData(OrderStep.Rejected, RefusalCodes.WrongState)]
    [InlineData(OrderStep.Paid, null)]
    [InlineData(OrderStep.Cancelled, null)]
    public void Only_a_paid_order_can_be_cancelled(OrderStep step, string? code) =>
        Assert.Equal(code, CancellationRules.Check(new OrderState { Step = step })?.Code);

    [Theory]
    [InlineData("o1")]
    [InlineData("o1:v2")]
    [InlineData("o1:a:b")]
    public void A_registration_names_its_order(string registration) => Assert.Equal("o1", OrderRegistration.ParseOrderId(registration));
}
