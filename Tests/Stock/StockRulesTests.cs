using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Stock;

public sealed class StockRulesTests
{
    private const long Lifetime = 25 * 3_600_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Refuses_more_than_is_available_and_says_how_many_are()
    {
        var state = Reserve(Stocked(5), "o1", 3).State;

        var (next, result) = Reserve(state, "o2", 3);

        Assert.Same(state, next);
        Assert.Equal(RefusalCodes.OutOfStock, result.Refusal?.Code);
        Assert.Equal(2, result.Refusal?.Lines[0].Available);
    }

    [Fact]
    public void Confirming_takes_the_units_off_the_stock_once()
    {
        var state = StockRules.Confirm(Reserve(Stocked(5), "o1", 3).State, new OrderToken("o1", 0), At(0)).State;
        var (again, result) = StockRules.Confirm(state, new OrderToken("o1", 0), At(0));

        Assert.Same(state, again);
        Assert.True(result.Value!.Confirmed);
        Assert.Equal((2, 0, 3), (state.OnHand, state.Reserved, (int)state.Sold));
    }

    [Fact]
    public void A_confirmed_order_stays_confirmed_when_it_reserves_again()
    {
        var state = StockRules.Confirm(Reserve(Stocked(5), "o1", 3).State, new OrderToken("o1", 0), At(0)).State;
        var (again, result) = Reserve(state, "o1", 3);

        Assert.Same(state, again);
        Assert.True(result.Value!.Confirmed);
    }

    [Fact]
    public void Reserving_again_extends_the_deadline_and_holds_no_more()
    {
        var state = Reserve(Stocked(5), "o1", 3).State;
        var (extended, result) = StockRules.Reserve(state, new ReserveStock("o1", 3, Minute), At(30_000));

        Assert.Equal(3, extended.Reserved);
        Assert.Equal(90_000, result.Value!.ExpiresAt.ToUnixTimeMilliseconds());
        Assert.Equal(3, StockRules.Level(extended, At(89_999)).Reserved);
        Assert.Equal(0, StockRules.Level(extended, At(90_000)).Reserved);
    }

    [Fact]
    public void Refuses_another_quantity_for_the_same_order()
    {
        var (_, result) = Reserve(Reserve(Stocked(5), "o1", 3).State, "o1", 2);
        Assert.Equal((RefusalCodes.Invalid, "quantity"), (result.Refusal?.Code, result.Refusal?.Field));
    }

    [Fact]
    public void An_expired_reservation_cannot_be_confirmed()
    {
        var state = Reserve(Stocked(5), "o1", 5).State;
        var (expired, result) = StockRules.Confirm(state, new OrderToken("o1", 0), At(60_000));

        Assert.Equal(RefusalCodes.ReservationExpired, result.Refusal?.Code);
        Assert.True(StockRules.Reserve(expired, new ReserveStock("o2", 5, Minute), At(60_000)).Result.Accepted);
    }

    [Fact]
    public void Releasing_what_was_confirmed_puts_it_back_once()
    {
        var state = StockRules.Confirm(Reserve(Stocked(5), "o1", 3).State, new OrderToken("o1", 0), At(0)).State;
        state = StockRules.Release(state, new EndOrder("o1", 0, false), At(0));

        Assert.Equal((5, 0), (state.OnHand, (int)state.Sold));
        Assert.Same(state, StockRules.Release(state, new EndOrder("o1", 0, false), At(0)));
    }

    [Fact]
    public void A_return_counts_once_and_a_late_release_adds_nothing()
    {
        var state = StockRules.Confirm(Reserve(Stocked(5), "o1", 3).State, new OrderToken("o1", 0), At(0)).State;
        var command = new ReturnStock("o1-return", "o1", 3);
        state = StockRules.Return(state, command, At(0)).State;
        var again = StockRules.Release(StockRules.Return(state, command, At(0)).State, new EndOrder("o1", 0, false), At(0));

        Assert.Equal((5, 0, 5), (again.OnHand, (int)again.Sold, (int)again.Received));
    }

    [Fact]
    public void Refuses_a_return_of_more_than_was_sold()
    {
        var state = StockRules.Confirm(Reserve(Stocked(5), "o1", 3).State, new OrderToken("o1", 0), At(0)).State;
        Assert.Equal(RefusalCodes.Invalid, StockRules.Return(state, new ReturnStock("r", "o1", 4), At(0)).Result.Refusal?.Code);
    }

    [Fact]
    public void Forgetting_a_sold_order_keeps_the_sale()
    {
        var state = StockRules.Confirm(Reserve(Stocked(5), "o1", 3).State, new OrderToken("o1", 0), At(0)).State;
        state = StockRules.Forget(state, new EndOrder("o1", 0, false));

        Assert.Empty(state.Reservations);
        Assert.Equal((2, 3), (state.OnHand, (int)state.Sold));
    }

    [Fact]
    public void Forgetting_an_order_that_holds_units_gives_them_back()
    {
        var state = StockRules.Forget(Reserve(Stocked(5), "o1", 3).State, new EndOrder("o1", 0, false));
        Assert.Equal((0, 0), (state.Reserved, state.Reservations.Count));
    }

    [Fact]
    public void Is_busy_when_as_many_orders_hold_units_as_may()
    {
        var state = Stocked(Limits.MaxQuantity);
        for (var i = 0; i < Limits.MaxReservationsPerProduct; i++)
            state = Reserve(state, $"o{i}", 1).State;

        var refusal = Reserve(state, "one-more", 1).Result.Refusal;
        Assert.Equal(RefusalCodes.Busy, refusal?.Code);
        Assert.Equal("100000 orders hold units of this product just now. Try again in a moment.", refusal?.Message);
        Assert.True(Reserve(StockRules.Release(state, new EndOrder("o77", 0, false), At(0)), "one-more", 1).Result.Accepted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Limits.MaxQuantity + 1)]
    [InlineData(int.MaxValue)]
    public void Refuses_quantities_out_of_limits(int quantity) =>
        Assert.Equal("quantity", Reserve(Stocked(5), "o1", quantity).Result.Refusal?.Field);

    [Fact]
    public void A_restock_is_counted_once_per_operation()
    {
        var state = StockTaking.Adjust(Stocked(5), new AdjustStock("a", 7), At(0)).State;

        Assert.Same(state, StockTaking.Adjust(state, new AdjustStock("a", 7), At(0)).State);
        Assert.Equal(12, state.OnHand);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, StockTaking.Adjust(state, new AdjustStock("a", 8), At(0)).Result.Refusal?.Code);
    }

    [Fact]
    public void A_full_memory_refuses_restocks_until_the_oldest_expires()
    {
        var state = Stocked(5);
        for (var i = 0; i < Limits.MaxIdempotencyKeys - 1; i++)
            state = StockTaking.Adjust(state, new AdjustStock($"a{i}", 1), At(0)).State;

        var (next, result) = StockTaking.Adjust(state, new AdjustStock("more", 1), At(0));

        Assert.Same(state, next);
        Assert.Equal(RefusalCodes.TooManyKeys, result.Refusal?.Code);
        Assert.Same(state, StockTaking.Adjust(state, new AdjustStock("a0", 1), At(0)).State);
        Assert.True(StockTaking.Adjust(state, new AdjustStock("more", 1), At(Lifetime + 1_000)).Result.Accepted);
    }

    [Fact]
    public void A_sale_drops_expired_keys()
    {
        var state = StockTaking.Adjust(Stocked(5), new AdjustStock("a", 1), At(0)).State;
        state = StockRules.Reserve(state, new ReserveStock("o1", 1, Minute), At(Lifetime + 1_000)).State;

        Assert.Equal(2, state.Operations.Keyed.Count);
        Assert.Equal(default, StockRules.Confirm(state, new OrderToken("o1", 0), At(Lifetime + 1_000)).State.Operations);
    }

    [Fact]
    public void Refuses_to_write_off_or_count_away_what_is_reserved()
    {
        var state = Reserve(Stocked(5), "o1", 3).State;
        Assert.Equal(RefusalCodes.OutOfStock, StockTaking.Adjust(state, new AdjustStock("a", -3), At(0)).Result.Refusal?.Code);
        Assert.Equal(RefusalCodes.OutOfStock, StockTaking.Count(state, new CountStock("b", 2), At(0)).Result.Refusal?.Code);
    }

    [Fact]
    public void Refuses_a_count_on_another_version()
    {
        var state = Stocked(5);
        Assert.Equal(RefusalCodes.VersionMismatch, StockTaking.Count(state, new CountStock("b", 2, new([0])), At(0)).Result.Refusal?.Code);
        Assert.True(StockTaking.Count(state, new CountStock("b", 2, new([state.Version])), At(0)).Result.Accepted);
    }

    [Fact]
    public void Refuses_a_restock_past_the_limit() => Assert.Equal(
        "quantity", StockTaking.Adjust(Stocked(Limits.MaxOnHand), new AdjustStock("a", 1), At(0)).Result.Refusal?.Field);

    private static StockContext At(long now) => new("s", "p", now);

    private static StockState Stocked(int units) => StockTaking.Count(new StockState(), new CountStock("count", units), At(0)).State;

    private static (StockState State, Result<Reservation> Result) Reserve(StockState state, string order, int quantity) =>
        StockRules.Reserve(state, new ReserveStock(order, quantity, Minute), At(0));
}
