using System.Text.Json;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Common;

public sealed class StateJsonTests
{
    [Fact]
    public void Stock_comes_back_as_it_was_stored()
    {
        var state = new StockState
        {
            Version = 7,
            OnHand = 5,
            Reserved = 2,
            Received = 9,
            Sold = 4,
            Reservations = [new StockReservation("a", 2, 1_700_000_000_000), new StockReservation("b", 4, 0)],
            Returns = ["r"],
            Operations = default(OperationMemory).Remember("a", CommandHash.Start, DateTimeOffset.UnixEpoch.AddDays(1)),
        };
        AssertRoundTrip(state);
        Assert.Equal(state.Reservations.AsEnumerable(), RoundTrip(state).Reservations.AsEnumerable());
        Assert.Equal((1_700_000_000_000, 4), (RoundTrip(state).Reservations.NextExpiry, RoundTrip(state).Reservations.ConfirmedUnits));
        Assert.Equal(state.Operations.Keyed[0], RoundTrip(state).Operations.Keyed[0]);
    }

    [Fact]
    public void Other_states_come_back_as_they_were_stored()
    {
        var price = new Money(1250, "GBP");
        AssertRoundTrip(new ProductState { Product = new Product("s", "p", "Näme \"x\"", "", "c", price, Money.Zero("JPY"), 3, true) });
        AssertRoundTrip(new CartState { Version = 2, LockedBy = "o", Lines = [new CartLine("s", "p", "n", 2, price, price, 4)] });
        AssertRoundTrip(new CustomerState { Version = 1, Name = "Ann", Addresses = [ShopSteps.Home], Orders = new PagedLog<string>().Append("o1") });
        AssertRoundTrip(new SellerState { Version = 1, Name = "Bob", Products = new PagedLog<string> { Start = 64, Tail = ["p"] } });
        AssertRoundTrip(new LedgerState
        {
            Log = new PagedLog<LedgerEntry>
            {
                Start = 32,
                Tail = [new LedgerEntry("o", LedgerStatus.Shipped, 3, price, DateTimeOffset.UnixEpoch.AddMilliseconds(1.5))],
                PagedUntil = DateTimeOffset.UnixEpoch,
            },
            SummedPages = 2,
            Sums = [new LedgerSum(LedgerStatus.Paid, "GBP", 3, 7, Int128.MaxValue)],
            Changes = [new PageChange(5, "o5", LedgerStatus.Shipped)],
            PagedChanges = 4,
        });
    }

    [Fact]
    public void What_an_old_row_does_not_hold_is_empty_and_never_null()
    {
        AssertBlank<ProductState>();
        AssertBlank<StockState>();
        AssertBlank<CartState>();
        AssertBlank<CustomerState>();
        AssertBlank<SellerState>();
        AssertBlank<LedgerState>();
        AssertBlank<LedgerPageState>();
        AssertBlank<IdPageState>();
    }

    [Theory]
    [InlineData("\"12\"")]
    [InlineData("\"GBP 12\"")]
    [InlineData("12")]
    [InlineData("\"99999999999999999999 GBP\"")]
    public void Refuses_malformed_money(string json) =>
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<LedgerState>($"{{\"tail\":[{{\"amount\":{json}}}]}}", StateJson.Options));

    [Theory]
    [InlineData(long.MaxValue, "GBP")]
    [InlineData(long.MinValue, "XYZ")]
    [InlineData(0, "EUR")]
    public void Keeps_every_amount(long minor, string currency)
    {
        var entry = new LedgerEntry("o", LedgerStatus.Paid, 1, new Money(minor, currency), DateTimeOffset.UnixEpoch);
        Assert.Equal(entry, Assert.Single(RoundTrip(new LedgerPageState { Entries = [entry] }).Entries));
    }

    private static void AssertBlank<T>()
        where T : new() => Assert.Equal(
            JsonSerializer.Serialize(new T(), StateJson.Options),
            JsonSerializer.Serialize(JsonSerializer.Deserialize<T>("{}", StateJson.Options), StateJson.Options));

    private static void AssertRoundTrip<T>(T state) => Assert.Equal(
        JsonSerializer.Serialize(state, StateJson.Options), JsonSerializer.Serialize(RoundTrip(state), StateJson.Options));

    private static T RoundTrip<T>(T state) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(state, StateJson.Options), StateJson.Options)!;
}
