using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Tests.Bench;

public sealed class RetailFileTests
{
    [Fact]
    public void Reads_every_column_as_it_is()
    {
        var lines = RetailSample.Lines();

        Assert.Equal(12, lines.Count);
        Assert.Equal(new RetailLine("536365", "71053", "LANTERN, METAL", 6, 339, "17850", "United Kingdom"), lines[2]);
        Assert.Equal(new RetailLine("C536379", "D", "Discount", -1, 2750, "14527", "United Kingdom"), lines[6]);
    }

    [Theory]
    [InlineData("0.01", 1)]
    [InlineData("13541.33", 1354133)]
    [InlineData("2.5", 250)]
    [InlineData("3.00", 300)]
    public void Prices_become_pence_exactly(string price, long pence) =>
        Assert.Equal(pence, RetailFile.ToMinor(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Refuses_to_round_a_price() => Assert.Throws<FormatException>(() => RetailFile.ToMinor(0.001m));

    [Fact]
    public void Names_the_line_that_cannot_be_read()
    {
        var csv = RetailSample.Csv + "\n536700,1,X,many,01/12/2010 17:00,1,1,UK\n";

        var failure = Assert.Throws<FormatException>(() => RetailFile.Read(new StringReader(csv)));

        Assert.Contains("Line 14", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("United Kingdom", "GB")]
    [InlineData("EIRE", "IE")]
    [InlineData("Channel Islands", "JE")]
    [InlineData("", "GB")]
    [InlineData("European Community", "GB")]
    public void Countries_become_codes(string name, string code)
    {
        Assert.Equal(code, RetailCountries.CodeOf(name));
        Assert.True(Countries.IsKnown(code));
    }

    [Fact]
    public void Refuses_a_file_of_another_kind() =>
        Assert.Throws<FormatException>(() => RetailFile.Read(new StringReader("a,b\n1,2\n")));

    [RetailDataFact]
    public void The_real_file_gives_the_known_totals()
    {
        var plan = ReplayPlanner.Plan(RetailFile.Read(RetailDataFactAttribute.Path!), "real");

        Assert.Equal(new Tally(39_529, 38_647, 882, 299, 680, 69, 202, 116, 13_766), plan.Tally);
        Assert.Equal(20, plan.Sellers.Count);
        Assert.Equal(5_391, plan.Products.Count);
        Assert.Equal(5_391, plan.Products.DistinctBy(product => product.ProductId).Count());
        Assert.Equal(1_456, plan.Invoices.Count());
        Assert.Equal(37_809, plan.Invoices.Sum(invoice => invoice.Lines.Count));
        Assert.Equal(675, plan.Invoices.Max(invoice => invoice.Lines.Count));
        Assert.Equal(333_525, plan.Invoices.Sum(invoice => invoice.Lines.Sum(line => line.Quantity)));
        Assert.Equal(333_525, plan.Products.Sum(product => product.Units));
        Assert.All(plan.Invoices, invoice => Assert.True(Countries.IsKnown(RetailCountries.CodeOf(invoice.Country)), invoice.Country));
        Assert.Equal(75_571_718, plan.Invoices.Sum(invoice => invoice.TotalMinor));
    }
}
