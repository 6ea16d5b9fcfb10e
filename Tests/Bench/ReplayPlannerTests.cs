using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Tests.Bench;

public sealed class ReplayPlannerTests
{
    private readonly ReplayPlan _plan = RetailSample.Plan();

    [Fact]
    public void Adds_up_lines_of_one_product_and_keeps_prices_apart()
    {
        var invoice = _plan.Invoices.Single(one => one.InvoiceNo == "536365");

        Assert.Equal(
            [("t-85123A-255", 6), ("t-85123a-255", 1), ("t-71053-339", 8), ("t-71053-375", 1)],
            invoice.Lines.Select(line => (line.ProductId, line.Quantity)));
        Assert.Equal((7 * 255) + (8 * 339) + 375, invoice.TotalMinor);
    }

    [Fact]
    public void Stocks_exactly_what_the_invoices_need() =>
        Assert.Equal(12, _plan.Products.Single(product => product.ProductId == "t-71053-339").Units);

    [Fact]
    public void Gives_each_guest_a_customer_of_its_own()
    {
        var guests = _plan.Customers.Where(customer => customer.IsGuest).Select(customer => customer.CustomerId);

        Assert.Equal(["t-g536544", "t-g536545"], guests);
    }

    [Fact]
    public void Keeps_the_invoices_of_a_customer_together_and_in_order() => Assert.Equal(
        ["536365", "536366"], _plan.Customers.Single(customer => customer.CustomerId == "t-c17850").Invoices.Select(one => one.InvoiceNo));

    [Fact]
    public void Counts_what_it_leaves_out() => Assert.Equal(new Tally(12, 9, 3, 1, 1, 1, 2, 2, 4), _plan.Tally);

    [Fact]
    public void Takes_only_the_first_invoices_up_to_a_limit() => Assert.Equal(
        ["536365", "536366"], ReplayPlanner.Plan(RetailSample.Lines(), "t", 2).Invoices.Select(one => one.InvoiceNo));

    [Theory]
    [InlineData("85123A", "85123A")]
    [InlineData("gift_0001_40", "gift_0001_40")]
    [InlineData("BANK CHARGES", "BANK_CHARGES-")]
    [InlineData("", "-")]
    [InlineData("a/b", "a_b-")]
    [InlineData("1234567890123456789012345", "123456789012345-")]
    public void Maps_a_code_to_an_identifier(string code, string begin)
    {
        var id = ReplayIds.Identifier(code);

        Assert.StartsWith(begin, id, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_-]{1,24}$", id);
    }

    [Fact]
    public void Never_maps_two_codes_to_one_identifier() =>
        Assert.Equal(3, new[] { "BANK CHARGES", "BANK/CHARGES", "BANK_CHARGES" }.Select(ReplayIds.Identifier).Distinct().Count());

    [Fact]
    public void The_longest_product_identifier_fits() => Assert.True(
        new ReplayIds(new string('r', ReplayIds.MaxRunLength)).Product(new string('x', 100), 1_000_000_000).Length <= 64);
}
