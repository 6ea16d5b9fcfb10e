namespace OrleansMicro.Tests.Common;

public sealed class AddressRulesTests
{
    private static readonly Address Home = new("Ada", "12 St James Square", null, "London", "SW1Y 4LB", "GB");

    [Fact]
    public void Accepts_an_address() => Assert.Null(AddressRules.Check(Home, "shipTo"));

    [Theory]
    [InlineData("Narnia")]
    [InlineData("United Kingdom")]
    [InlineData("UK")]
    [InlineData("EU")]
    [InlineData("gb")]
    [InlineData("GBR")]
    [InlineData("")]
    [InlineData(null)]
    public void A_country_is_a_code_of_ISO_3166(string? country) =>
        Assert.Equal("shipTo.country", AddressRules.Check(Home with { Country = country! }, "shipTo")?.Field);

    [Fact]
    public void The_table_has_every_country_once() => Assert.Equal((249, 249), (Countries.Codes.Length, Countries.Codes.Distinct().Count()));

    [Fact]
    public void Every_part_is_one_line()
    {
        Assert.Equal("shipTo.name", AddressRules.Check(Home with { Name = "Ada\nAda" }, "shipTo")?.Field);
        Assert.Equal("shipTo.line1", AddressRules.Check(Home with { Line1 = "\uFEFF" }, "shipTo")?.Field);
        Assert.Equal("shipTo.line2", AddressRules.Check(Home with { Line2 = "a\tb" }, "shipTo")?.Field);
        Assert.Equal("shipTo.city", AddressRules.Check(Home with { City = "Lon\u2028don" }, "shipTo")?.Field);
        Assert.Equal("shipTo.postalCode", AddressRules.Check(Home with { PostalCode = "SW\r" }, "shipTo")?.Field);
        Assert.Equal("shipTo", AddressRules.Check(null, "shipTo")?.Field);
    }
}
