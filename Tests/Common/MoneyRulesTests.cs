using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;

namespace OrleansMicro.Tests.Common;

public sealed class MoneyRulesTests
{
    [Theory]
    [InlineData("GBP", 2, 100_000_000_000_000)]
    [InlineData("IDR", 2, 100_000_000_000_000)]
    [InlineData("JPY", 0, 1_000_000_000_000)]
    [InlineData("KWD", 3, 1_000_000_000_000_000)]
    [InlineData("CLF", 4, 1_000_000_000_000_000)]
    public void The_limit_follows_the_digits_of_the_currency(string currency, int digits, long most)
    {
        Assert.Equal(digits, Currencies.Digits(currency));
        Assert.Null(MoneyRules.CheckPrice(new Money(most, currency), "price"));
        Assert.Equal("price.minor", MoneyRules.CheckPrice(new Money(most + 1, currency), "price")?.Field);
        Assert.Equal("price.minor", MoneyRules.CheckPrice(new Money(0, currency), "price")?.Field);
    }

    [Fact]
    public void Fifteen_million_rupiah_is_a_price() => Assert.Null(MoneyRules.CheckPrice(new Money(1_500_000_000, "IDR"), "price"));

    [Theory]
    [InlineData("QQQ")]
    [InlineData("gbp")]
    [InlineData("")]
    [InlineData("XXX")]
    [InlineData("XAU")]
    [InlineData("HRK")]
    public void Refuses_what_is_not_a_current_currency(string currency) =>
        Assert.Equal("price.currency", MoneyRules.CheckPrice(new Money(1, currency), "price")?.Field);

    [Fact]
    public void The_freight_has_the_currency_of_the_price_and_its_limit()
    {
        var price = new Money(99_999_999_999_990, "GBP");

        Assert.Null(MoneyRules.CheckFreight(new Money(10, "GBP"), price, "freight"));
        Assert.Equal("freight.minor", MoneyRules.CheckFreight(new Money(11, "GBP"), price, "freight")?.Field);
        Assert.Equal("freight.minor", MoneyRules.CheckFreight(new Money(-1, "GBP"), price, "freight")?.Field);
        Assert.Equal(RefusalCodes.CurrencyMismatch, MoneyRules.CheckFreight(new Money(1, "EUR"), price, "freight")?.Code);
    }

    [Fact]
    public void The_table_has_every_current_currency_once()
    {
        Assert.Equal(165, Currencies.Codes.Length);
        Assert.All(Currencies.Codes, code => Assert.InRange(Currencies.Digits(code)!.Value, 0, 4));
    }

    [Fact]
    public void No_cart_of_accepted_lines_can_overflow() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60), Prop.ForAll(Lines(), lines =>
        {
            var currency = lines[0].Currency;
            var most = Currencies.MaxMinor(currency);
            var (state, exact) = (new CartState(), Int128.Zero);
            for (var i = 0; i < lines.Length; i++)
            {
                var product = lines[i].Product($"p{i}", currency);
                Assert.Null(MoneyRules.CheckPrice(product.Price, "price") ?? MoneyRules.CheckFreight(product.Freight, product.Price, "freight"));
                var (next, result) = CartRules.Put(
                    state, new PutCartLine($"put{i}", "s1", $"p{i}", lines[i].Quantity), product, "c1", DateTimeOffset.UnixEpoch);
                var sum = exact + (((Int128)product.Price.Minor + product.Freight.Minor) * lines[i].Quantity);
                Assert.Equal(sum <= most, result.Accepted);
                Assert.True(result.Accepted || result.Refusal is { Code: RefusalCodes.CartFull, Field: "quantity" });
                if (!result.Accepted)
                    continue;
                (state, exact) = (next, sum);
                Assert.Equal(exact, result.Value.Total!.Value.Minor);
            }

            if (!state.Lines.IsEmpty)
                Assert.Equal(exact, Placed(CheckoutRules.OrderLines(state.Lines)).Value!.Total.Minor);
        }));

    [Fact]
    public void Most_lines_of_most_units_at_the_highest_price_are_refused()
    {
        var most = new Money(Limits.MaxAmountMinor, "KWD");
        var lines = Enumerable.Range(0, Limits.MaxCartLines)
            .Select(i => new OrderLine("s1", $"p{i}", "p", Limits.MaxQuantity, most, Money.Zero("KWD"))).ToImmutableArray();

        Assert.Equal("lines[0].quantity", Placed(lines).Refusal?.Field);
        Assert.Equal("lines[1].quantity", Placed([.. lines.Select(line => line with { Quantity = 1 })]).Refusal?.Field);
    }

    [Fact]
    public void A_cart_of_an_earlier_version_at_its_limits_is_still_shown()
    {
        var most = new Money(1_000_000_000, "GBP");
        var lines = Enumerable.Range(0, Limits.MaxCartLines).Select(i => new CartLine("s1", $"p{i}", "p", Limits.MaxQuantity, most, most, 1));

        Assert.Equal(2_000_000_000_000_000_000, CartRules.Total([.. lines])!.Value.Minor);
    }

    [Fact]
    public void A_currency_without_its_own_limit_has_the_lowest_limit()
    {
        var line = new OrderLine("s1", "p1", "p", 1, new Money(Limits.MaxAmountMajor, "QQQ"), Money.Zero("QQQ"));

        Assert.Equal(Limits.MaxAmountMajor, Placed([line]).Value?.Total.Minor);
        Assert.Equal("lines[0].quantity", Placed([line with { Quantity = 2 }]).Refusal?.Field);
    }

    private static Result<OrderState> Placed(ImmutableArray<OrderLine> lines) =>
        OrderRules.Place(
            "o1", new PlaceOrder("c1", new OrderTerms("f", "tok_ok", new Address("A", "1", null, "B", null, "GB")), lines),
            DateTimeOffset.UnixEpoch);

    /// <summary>Lines whose amounts lie around the limit: each part of a line is near its own limit or small.</summary>
    private static Arbitrary<Line[]> Lines()
    {
        var part = Gen.Elements(0L, 1, 7, 500_000, 999_999, 1_000_000);
        var line =
            from currency in Gen.Elements("GBP", "JPY", "KWD", "UYW")
            from price in part
            from freight in part
            from quantity in Gen.Elements(1, 2, 1_000, 999_999, Limits.MaxQuantity)
            select new Line(currency, price, freight, quantity);
        return line.NonEmptyListOf().Select(lines => lines.ToArray()).ToArbitrary();
    }

    /// <summary>A line whose price and freight are in millionths of the currency's limit.</summary>
    private sealed record Line(string Currency, long Price, long Freight, int Quantity)
    {
        public Product Product(string id, string currency)
        {
            var millionth = Currencies.MaxMinor(currency) / 1_000_000;
            var price = Math.Max(1, Price * millionth);
            var freight = Math.Min(Freight * millionth, Currencies.MaxMinor(currency) - price);
            return new Product("s1", id, id, "", "", new Money(price, currency), new Money(freight, currency), 1, Active: true);
        }
    }
}
