using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Carts;

public sealed class CartRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly Product Cup = new("s", "cup", "Tea cup", "", "", new Money(500, "GBP"), new Money(50, "GBP"), 1, Active: true);
    private static readonly Product Pot = Cup with { ProductId = "pot", Price = new Money(2_000, "GBP") };

    [Fact]
    public void Putting_a_product_again_sets_the_quantity_of_its_line()
    {
        var state = Put(Put(new CartState(), Cup, 2).State, Cup, 5).State;

        Assert.Equal(5, Assert.Single(state.Lines).Quantity);
        Assert.Equal(new Money(5 * 550, "GBP"), CartRules.Total(state.Lines));
    }

    [Fact]
    public void Adding_goes_on_top_and_a_repeat_adds_nothing()
    {
        var state = Put(new CartState(), Cup, 2).State;
        var add = new PutCartLine("add", "s", "cup", 3, Add: true);
        state = CartRules.Put(state, add, Cup, "c", Now).State;
        var (again, result) = CartRules.Put(state, add, Cup, "c", Now);

        Assert.Same(state, again);
        Assert.Equal(5, result.Value!.Line!.Quantity);
    }

    [Fact]
    public void A_late_repeat_does_not_bring_an_old_quantity_back()
    {
        var first = new PutCartLine("first", "s", "cup", 2);
        var state = CartRules.Put(new CartState(), first, Cup, "c", Now).State;
        state = Put(state, Cup, 7).State;

        Assert.Equal(7, CartRules.Put(state, first, Cup, "c", Now).Result.Value!.Line!.Quantity);
    }

    [Fact]
    public void Putting_what_is_there_already_is_no_new_version()
    {
        var state = Put(new CartState(), Cup, 2).State;
        var again = Put(state, Cup, 2).State;

        Assert.Equal((state.Version, state.Lines), (again.Version, again.Lines));
    }

    /// <summary>Found by the simulation: a clearing of an empty cart was repeated, and its first copy came after the next line.</summary>
    [Fact]
    public void A_late_copy_of_what_changed_nothing_changes_nothing()
    {
        var (clear, remove) = (new ClearCart("clear"), new RemoveCartLine("remove", "s", "cup"));
        var state = CartRules.Remove(CartRules.Clear(new CartState(), clear, "c", Now).State, remove, "c", Now).State;
        state = Put(state, Cup, 2).State;

        Assert.Same(state, CartRules.Clear(state, clear, "c", Now).State);
        Assert.Same(state, CartRules.Remove(state, remove, "c", Now).State);
    }

    [Fact]
    public void Refuses_a_line_too_many_but_no_change_of_an_existing_one()
    {
        var state = new CartState();
        for (var i = 0; i < Limits.MaxCartLines; i++)
            state = Put(state, Cup with { ProductId = $"p{i}" }, 1).State;

        Assert.Equal(RefusalCodes.CartFull, Put(state, Pot, 1).Result.Refusal?.Code);
        Assert.True(Put(state, Cup with { ProductId = "p7" }, 2).Result.Accepted);
    }

    [Fact]
    public void Refuses_a_second_currency_unless_the_only_line_is_replaced()
    {
        var euro = new Money(500, "EUR");
        var state = Put(new CartState(), Cup, 1).State;

        Assert.Equal(RefusalCodes.CurrencyMismatch, Put(state, Pot with { Price = euro, Freight = euro }, 1).Result.Refusal?.Code);
        Assert.True(Put(state, Cup with { Price = euro, Freight = euro }, 1).Result.Accepted);
        Assert.False(Put(Put(state, Pot, 1).State, Cup with { Price = euro, Freight = euro }, 1).Result.Accepted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(Limits.MaxQuantity + 1)]
    public void Refuses_quantities_out_of_limits(int quantity) =>
        Assert.Equal("quantity", Put(new CartState(), Cup, quantity).Result.Refusal?.Field);

    [Fact]
    public void Refuses_additions_past_the_largest_quantity()
    {
        var state = Put(new CartState(), Cup, Limits.MaxQuantity).State;
        var (_, result) = CartRules.Put(state, new PutCartLine("add", "s", "cup", 1, Add: true), Cup, "c", Now);
        Assert.Equal((RefusalCodes.Invalid, "quantity"), (result.Refusal?.Code, result.Refusal?.Field));
    }

    [Fact]
    public void Refuses_unknown_and_withdrawn_products()
    {
        Assert.Equal(
            RefusalCodes.NotFound, CartRules.Put(new CartState(), new PutCartLine("a", "s", "x", 1), null, "c", Now).Result.Refusal?.Code);
        Assert.Equal(RefusalCodes.Withdrawn, Put(new CartState(), Cup with { Active = false }, 1).Result.Refusal?.Code);
    }

    [Fact]
    public void Removing_and_clearing_what_is_not_there_changes_nothing()
    {
        var state = Put(new CartState(), Cup, 1).State;
        var same = CartRules.Remove(state, new RemoveCartLine("r", "s", "pot"), "c", Now).State;
        Assert.Equal((state.Version, state.Lines), (same.Version, same.Lines));
        var empty = CartRules.Clear(state, new ClearCart("c"), "c", Now).State;
        Assert.Empty(empty.Lines);
        Assert.Equal(empty.Version, CartRules.Clear(empty, new ClearCart("d"), "c", Now).State.Version);
    }

    [Fact]
    public void Checkout_names_the_repriced_and_the_withdrawn_lines()
    {
        var state = Put(Put(new CartState(), Cup, 1).State, Pot, 1).State;

        var changed = CheckoutRules.Check(state, Checkout(null), [Cup with { Price = new Money(600, "GBP") }, Pot]);
        var withdrawn = CheckoutRules.Check(state, Checkout(null), [Cup, Pot with { Active = false }]);

        Assert.Equal(RefusalCodes.PriceChanged, changed?.Code);
        Assert.Equal(("cup", new Money(600, "GBP")), (changed!.Lines[0].ProductId, changed.Lines[0].CurrentPrice!.Value));
        Assert.Equal((RefusalCodes.Withdrawn, "pot"), (withdrawn?.Code, withdrawn!.Lines[0].ProductId));
        Assert.Null(CheckoutRules.Check(state, Checkout(null), [Cup, Pot]));
    }

    [Fact]
    public void A_changed_freight_is_refused_with_both_freights()
    {
        var state = Put(new CartState(), Cup, 1).State;
        var dearer = Cup with { Freight = new Money(80, "GBP") };

        var shown = CartRules.Against(state.Lines[0], dearer);
        var refused = CheckoutRules.Check(state, Checkout(null), [dearer])?.Lines[0];

        Assert.Equal((CartLineStatus.PriceChanged, Cup.Price, new Money(80, "GBP")), (shown.Status, shown.CurrentPrice, shown.CurrentFreight));
        Assert.Equal(RefusalCodes.PriceChanged, refused?.Code);
        Assert.Equal((Cup.Price, Cup.Price), (refused?.SeenPrice, refused?.CurrentPrice));
        Assert.Equal((Cup.Freight, new Money(80, "GBP")), (refused?.SeenFreight, refused?.CurrentFreight));
    }

    [Fact]
    public void Checkout_refuses_another_total_or_currency_or_an_empty_cart()
    {
        var state = Put(new CartState(), Cup, 2).State;

        Assert.Null(CheckoutRules.Check(state, Checkout(new Money(1_100, "GBP")), [Cup]));
        Assert.Equal(RefusalCodes.PriceChanged, CheckoutRules.Check(state, Checkout(new Money(1_099, "GBP")), [Cup])?.Code);
        Assert.Equal(RefusalCodes.CurrencyMismatch, CheckoutRules.Check(state, Checkout(new Money(1_100, "EUR")), [Cup])?.Code);
        Assert.Equal(RefusalCodes.CartEmpty, CheckoutRules.Check(new CartState(), Checkout(null), [])?.Code);
    }

    [Fact]
    public void Only_the_order_that_locked_the_cart_settles_it()
    {
        var state = CheckoutRules.Lock(Put(new CartState(), Cup, 2).State, "order", allowPartial: false);

        Assert.Same(state, CheckoutRules.Settle(state, "another", bought: true, []));
        Assert.Empty(CheckoutRules.Settle(state, "order", bought: true, []).Lines);
        Assert.Single(CheckoutRules.Settle(state, "order", bought: false, ["s/cup"]).Lines);
    }

    [Fact]
    public void A_partial_order_leaves_its_omitted_lines_in_the_cart()
    {
        var state = CheckoutRules.Lock(Put(Put(new CartState(), Cup, 2).State, Pot, 3).State, "order", allowPartial: true);

        var settled = CheckoutRules.Settle(state, "order", bought: true, ["s/pot"]);
        var read = CheckoutRules.Settle(state, "order", Ended(OrderStatus.Paid));
        var cancelled = CheckoutRules.Settle(state, "order", Ended(OrderStatus.Cancelled));

        Assert.Equal(("pot", 3, state.Version + 1), (Assert.Single(settled.Lines).ProductId, settled.Lines[0].Quantity, settled.Version));
        Assert.Equal(settled.Lines.AsEnumerable(), read.Lines.AsEnumerable());
        Assert.Equal(settled.Lines.AsEnumerable(), cancelled.Lines.AsEnumerable());
        Assert.Equal(2, CheckoutRules.Settle(state, "order", Ended(OrderStatus.Rejected)).Lines.Length);
        Assert.Same(settled, CheckoutRules.Settle(settled, "order", bought: true, ["s/pot"]));
        Assert.Empty(CheckoutRules.Settle(state with { KeepsLeftOut = false }, "order", Ended(OrderStatus.Paid)).Lines);

        Order Ended(OrderStatus status)
        {
            var lines = CheckoutRules.OrderLines(state.Lines);
            var none = Money.Zero("GBP");
            return new Order(
                "order", "c", status, false, lines.SetItem(1, lines[1] with { Status = OrderLineStatus.Refused }), none, none, none, null, null,
                ShopSteps.Home, default, default, 1);
        }
    }

    [Theory]
    [InlineData(OrderStatus.Placed, true, true)]
    [InlineData(OrderStatus.Paid, false, true)]
    [InlineData(OrderStatus.Rejected, false, false)]
    [InlineData(OrderStatus.Cancelling, false, true)]
    [InlineData(OrderStatus.Cancelled, false, true)]
    public void An_order_that_is_being_cancelled_locks_no_cart(OrderStatus status, bool isBeingMade, bool isBought)
    {
        var none = Money.Zero("GBP");
        var order = new Order("order", "c", status, true, [], none, none, none, null, null, ShopSteps.Home, default, default, 1);

        Assert.Equal(isBeingMade, CheckoutRules.IsBeingMade(order));
        Assert.Equal(isBought, CheckoutRules.IsBought(order));
    }

    private static CheckoutCart Checkout(Money? total) =>
        new("order", new OrderTerms("print", "tok_ok", ShopSteps.Home), total);

    private static (CartState State, Result<CartChange> Result) Put(CartState state, Product product, int quantity) => CartRules.Put(
        state, new PutCartLine($"put-{state.Version}", product.SellerId, product.ProductId, quantity), product, "c", Now);
}
