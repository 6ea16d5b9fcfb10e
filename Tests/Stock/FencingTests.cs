using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Stock;

/// <summary>
/// What a product does with commands of an activation of an order that another one has superseded. See
/// docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md.
/// </summary>
public sealed class FencingTests
{
    private const string Order = "o1";
    private const string Return = "o1:cancel";
    private static readonly StockContext Now = new("s1", "p1", 0);
    private static readonly StockState Stocked = new() { OnHand = 5, Received = 5, Version = 1 };

    [Fact]
    public void Refuses_an_older_token_while_it_knows_the_order()
    {
        var state = Reserve(Stocked, token: 20).State;

        AssertSuperseded(20, Reserve(state, token: 10).Result.Refusal);
        AssertSuperseded(20, StockRules.Confirm(state, new OrderToken(Order, 10), Now).Result.Refusal);
        Assert.Same(state, StockRules.Release(state, new EndOrder(Order, 10, true), Now));
        Assert.Same(state, StockRules.Forget(state, new EndOrder(Order, 10, true)));
    }

    [Fact]
    public void A_repeat_with_a_newer_token_takes_the_reservation_over()
    {
        var state = Reserve(Reserve(Stocked, token: 10).State, token: 20).State;

        Assert.Equal(2, state.Reserved);
        AssertSuperseded(20, StockRules.Confirm(state, new OrderToken(Order, 10), Now).Result.Refusal);
        Assert.True(StockRules.Confirm(state, new OrderToken(Order, 20), Now).Result.Accepted);
    }

    [Theory]
    [InlineData(19)]
    [InlineData(20)]
    public void A_sold_and_forgotten_order_cannot_be_sold_again(long token)
    {
        var state = Sold(token: 20);
        state = StockRules.Forget(state, new EndOrder(Order, 20, Fence: true));

        Assert.Equal(RefusalCodes.ReservationExpired, StockRules.Confirm(state, new OrderToken(Order, token), Now).Result.Refusal?.Code);
        var (after, result) = Reserve(state, token);
        Assert.Same(state, after);
        AssertSuperseded(20, result.Refusal);
    }

    [Fact]
    public void A_rejected_order_cannot_be_reserved_again()
    {
        var state = StockRules.Release(Reserve(Stocked, token: 10).State, new EndOrder(Order, 20, Fence: true), Now);

        Assert.Equal(0, state.Reserved);
        AssertSuperseded(20, Reserve(state, token: 10).Result.Refusal);
    }

    [Fact]
    public void A_rejected_order_that_was_unknown_is_fenced_too()
    {
        var state = StockRules.Release(Stocked, new EndOrder(Order, 20, Fence: true), Now);

        AssertSuperseded(20, Reserve(state, token: 10).Result.Refusal);
    }

    [Fact]
    public void Returned_units_do_not_come_back_twice()
    {
        var state = StockRules.Forget(Sold(token: 10), new EndOrder(Order, 10, Fence: false));
        state = StockRules.Return(state, new ReturnStock(Return, Order, 2, 20), Now).State;
        state = StockRules.Forget(state, new EndOrder(Return, 20, Fence: true));

        var (after, result) = StockRules.Return(state, new ReturnStock(Return, Order, 2, 15), Now);
        Assert.Same(state, after);
        AssertSuperseded(20, result.Refusal);
    }

    [Fact]
    public void A_cancelled_order_cannot_be_sold_again()
    {
        var state = StockRules.Return(Sold(token: 20), new ReturnStock(Return, Order, 2, 30, Fence: true), Now).State;

        Assert.Equal((0, 30L), (state.Reservations.Count, state.SettledUntil));
        AssertSuperseded(30, Reserve(state, token: 10).Result.Refusal);
    }

    [Fact]
    public void An_uncontested_order_leaves_no_trace()
    {
        var state = StockRules.Forget(Sold(token: 20), new EndOrder(Order, 20, Fence: false));

        Assert.Equal((0, 0L), (state.Reservations.Count, state.SettledUntil));
        Assert.True(Reserve(state, token: 10, order: "o2").Result.Accepted);
    }

    [Fact]
    public void Another_order_passes_the_fence_with_a_newer_token()
    {
        var state = StockRules.Forget(Sold(token: 20), new EndOrder(Order, 20, Fence: true));

        AssertSuperseded(20, Reserve(state, token: 20, order: "o2").Result.Refusal);
        Assert.True(Reserve(state, token: 21, order: "o2").Result.Accepted);
    }

    [Fact]
    public void The_fence_never_goes_back()
    {
        var state = StockRules.Release(Stocked, new EndOrder("o1", 20, Fence: true), Now);
        state = StockRules.Release(state, new EndOrder("o2", 15, Fence: true), Now);

        Assert.Equal(20, state.SettledUntil);
    }

    [Fact]
    public void Rows_of_earlier_versions_take_any_token()
    {
        var state = Stocked with { Reserved = 2, Reservations = [new StockReservation(Order, 2, 60_000)] };

        Assert.True(StockRules.Confirm(state, new OrderToken(Order, 1), Now).Result.Accepted);
    }

    private static StockState Sold(long token) => StockRules.Confirm(Reserve(Stocked, token).State, new OrderToken(Order, token), Now).State;

    private static (StockState State, Result<Reservation> Result) Reserve(StockState state, long token, string order = Order) =>
        StockRules.Reserve(state, new ReserveStock(order, 2, TimeSpan.FromMinutes(1), token), Now);

    private static void AssertSuperseded(long settledUntil, Refusal? refusal)
    {
        Assert.Equal(RefusalCodes.Superseded, refusal?.Code);
        Assert.Equal(settledUntil, refusal!.Lines[0].SettledUntil);
    }
}
