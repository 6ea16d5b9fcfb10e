using OrleansMicro.Events;

namespace OrleansMicro.Tests.Events;

public sealed class EventFilterTests
{
    private static readonly MarketEvent Paid = new(EventTypes.OrderPaid, "orders/o1", 1, default, null, "c1", null, new EventData("{}"));
    private static readonly MarketEvent Package =
        new(EventTypes.PackageCreated, "orders/o1/packages/s1", 1, default, "s1", "c1", null, new EventData("{}"));

    [Theory]
    [InlineData("order.*", true)]
    [InlineData("order.paid.v1", true)]
    [InlineData("com.orleansmicro.order.*", true)]
    [InlineData("com.orleansmicro.order.paid.v1", true)]
    [InlineData("*", true)]
    [InlineData("order.paid", true)]
    [InlineData("com.orleansmicro.order.paid", true)]
    [InlineData("order", false)]
    [InlineData("order.pai", false)]
    [InlineData("payment.*", false)]
    public void A_type_is_one_or_the_beginning_of_many(string type, bool matches) =>
        Assert.Equal(matches, new EventFilter([type]).Matches(Paid));

    [Theory]
    [InlineData(null, true)]
    [InlineData("orders/o1", true)]
    [InlineData("orders/o1/packages", true)]
    [InlineData("orders/o1/packages/s1", true)]
    [InlineData("orders/o", false)]
    [InlineData("orders/o1/pack", false)]
    [InlineData("orders/o1/packages/s1/x", false)]
    public void A_subject_has_what_is_beneath_it(string? subject, bool matches) =>
        Assert.Equal(matches, new EventFilter([], subject).Matches(Package));

    [Fact]
    public void Only_the_operator_sees_everything()
    {
        AssertSees(Caller.Operator, Paid, Package);
        AssertSees(new Caller(CallerKind.Customer, "c1"), Paid, Package);
        AssertSees(new Caller(CallerKind.Guest, "c1"), Paid, Package);
        AssertSees(new Caller(CallerKind.Customer, "c2"));
        AssertSees(new Caller(CallerKind.Customer, "s1"));
        AssertSees(new Caller(CallerKind.SellerStaff, "s1"), Package);
        AssertSees(new Caller(CallerKind.SellerStaff, "c1"));
        AssertSees(new Caller(CallerKind.Integration, "c1"));
    }

    [Fact]
    public void A_type_that_nothing_can_match_is_refused()
    {
        Assert.Null(EventFilter.CheckType("return.*", "types"));
        Assert.Equal("types", EventFilter.CheckType("orders.*", "types")?.Field);
        Assert.NotNull(EventFilter.CheckType("", "types"));
    }

    private static void AssertSees(Caller caller, params MarketEvent[] seen) =>
        Assert.Equal(seen, new[] { Paid, Package }.Where(happened => EventFilter.MaySee(caller, happened)));
}
