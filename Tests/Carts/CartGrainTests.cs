using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Carts;

[Collection(MarketplaceTests.Name)]
public sealed class CartGrainTests(MarketplaceCluster cluster)
{
    private static readonly TimeSpan OrderTimeout = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task A_paid_order_empties_the_cart_and_takes_the_stock()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var (cart, _) = await Filled(seller, product, 3);

        var order = await CheckOut(cart, "k1");

        Assert.Equal(OrderStatus.Paid, order.Status);
        Assert.Equal(new Money(3 * 550, "GBP"), order.Captured);
        Assert.Empty((await cart.Get(Caller.Operator)).Lines);
        Assert.Null((await cart.Get(Caller.Operator)).CheckoutOrderId);
        Assert.Equal(7, (await cluster.Grains.Stock(seller, product).Get(Caller.Operator))!.OnHand);
    }

    [Fact]
    public async Task A_rejected_order_leaves_the_cart_as_it_was()
    {
        var (seller, product) = await cluster.Grains.Stocked(2);
        var (cart, _) = await Filled(seller, product, 3);

        var order = await CheckOut(cart, "k1");

        Assert.Equal((OrderStatus.Rejected, RefusalCodes.OutOfStock), (order.Status, order.ReasonCode));
        Assert.Equal(3, Assert.Single((await cart.Get(Caller.Operator)).Lines).Quantity);
        Assert.True((await Put(cart, seller, product, 2)).Accepted);
        Assert.Equal(OrderStatus.Paid, (await CheckOut(cart, "k2")).Status);
    }

    [Fact]
    public async Task The_same_checkout_ten_times_at_once_is_one_order()
    {
        var (seller, product) = await cluster.Grains.Stocked(100);
        var (cart, customer) = await Filled(seller, product, 3);
        var command = Checkout(customer, "k1");

        var placed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cart.Checkout(command, Caller.Operator)));
        await cluster.Grains.GetGrain<IOrderGrain>(command.OrderId).WaitForEnd(OrderTimeout, Caller.Operator);

        Assert.All(placed, result => Assert.Equal(command.OrderId, result.Value?.Order.OrderId));
        Assert.Equal(97, (await cluster.Grains.Stock(seller, product).Get(Caller.Operator))!.OnHand);
    }

    [Fact]
    public async Task A_repeated_checkout_gives_the_order_and_takes_no_other_body()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var (cart, customer) = await Filled(seller, product, 1);
        var first = await CheckOut(cart, "k1");
        await Put(cart, seller, product, 2);

        var repeat = await cart.Checkout(Checkout(customer, "k1"), Caller.Operator);
        var other = Checkout(customer, "k1");
        var reused = await cart.Checkout(other with { Terms = other.Terms with { Fingerprint = "another" } }, Caller.Operator);

        Assert.Equal((first.OrderId, true, true), (repeat.Value?.Order.OrderId, repeat.Value?.Replayed, repeat.Value?.CartChanged));
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, reused.Refusal?.Code);
        Assert.Equal(2, Assert.Single((await cart.Get(Caller.Operator)).Lines).Quantity);
    }

    [Fact]
    public async Task An_honest_repeat_finds_the_cart_unchanged()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var (cart, customer) = await Filled(seller, product, 1);

        var first = await cart.Checkout(Checkout(customer, "k1"), Caller.Operator);
        var whileInFlight = await cart.Checkout(Checkout(customer, "k1"), Caller.Operator);
        await CheckOut(cart, "k1");
        var afterwards = await cart.Checkout(Checkout(customer, "k1"), Caller.Operator);

        Assert.Equal((false, false), (first.Value?.Replayed, first.Value?.CartChanged));
        Assert.Equal((true, false), (whileInFlight.Value?.Replayed, whileInFlight.Value?.CartChanged));
        Assert.Equal((true, false), (afterwards.Value?.Replayed, afterwards.Value?.CartChanged));
    }

    [Fact]
    public async Task A_repeat_of_a_rejected_checkout_compares_the_lines()
    {
        var (seller, product) = await cluster.Grains.Stocked(2);
        var (cart, customer) = await Filled(seller, product, 3);
        Assert.Equal(OrderStatus.Rejected, (await CheckOut(cart, "k1")).Status);

        var same = await cart.Checkout(Checkout(customer, "k1"), Caller.Operator);
        Assert.True((await Put(cart, seller, product, 1)).Accepted);
        var changed = await cart.Checkout(Checkout(customer, "k1"), Caller.Operator);

        Assert.Equal((true, false), (same.Value?.Replayed, same.Value?.CartChanged));
        Assert.Equal((true, true), (changed.Value?.Replayed, changed.Value?.CartChanged));
        Assert.Equal(1, Assert.Single((await cart.Get(Caller.Operator)).Lines).Quantity);
    }

    [Fact]
    public async Task The_expected_versions_identify_a_checkout()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var (cart, customer) = await Filled(seller, product, 1);
        var command = Checkout(customer, "k1") with { Versions = new([7, 1]) };
        Assert.Equal(RefusalCodes.VersionMismatch, (await cart.Checkout(command with { Versions = new([]) }, Caller.Operator)).Refusal?.Code);
        Assert.Equal(RefusalCodes.VersionMismatch, (await cart.Checkout(command with { Versions = new([2, 3]) }, Caller.Operator)).Refusal?.Code);
        Assert.True((await cart.Checkout(command, Caller.Operator)).Accepted);

        var repeat = await cart.Checkout(command with { Versions = new([1, 7]) }, Caller.Operator);
        var other = await cart.Checkout(command with { Versions = new([2]) }, Caller.Operator);
        var none = await cart.Checkout(command with { Versions = default }, Caller.Operator);

        Assert.True(repeat.Value?.Replayed);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, other.Refusal?.Code);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, none.Refusal?.Code);
    }

    [Fact]
    public async Task Two_carts_racing_for_the_last_unit_have_one_winner()
    {
        var (seller, product) = await cluster.Grains.Stocked(1);
        var (one, _) = await Filled(seller, product, 1);
        var (two, _) = await Filled(seller, product, 1);

        var orders = await Task.WhenAll(CheckOut(one, "k"), CheckOut(two, "k"));

        Assert.Equal([OrderStatus.Paid, OrderStatus.Rejected], orders.Select(order => order.Status).Order());
    }

    [Fact]
    public async Task Refuses_to_order_repriced_and_withdrawn_lines()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var (cart, customer) = await Filled(seller, product, 1);
        var grain = cluster.Grains.GetGrain<IProductGrain>(Ids.ProductKey(seller, product));
        await grain.SetPrice(new SetProductPrice("price", new Money(900, "GBP")), Caller.Operator);

        var refused = await cart.Checkout(Checkout(customer, "k1"), Caller.Operator);
        var line = Assert.Single((await cart.Get(Caller.Operator)).Lines);

        Assert.Equal(RefusalCodes.PriceChanged, refused.Refusal?.Code);
        Assert.Equal((CartLineStatus.PriceChanged, 900L), (line.Status, line.CurrentPrice!.Value.Minor));
        await grain.Withdraw(new WithdrawProduct("w"), Caller.Operator);
        Assert.Equal(CartLineStatus.Withdrawn, Assert.Single((await cart.Get(Caller.Operator)).Lines).Status);
        Assert.Null(await cluster.Grains.GetGrain<IOrderGrain>(Checkout(customer, "k1").OrderId).Get(Caller.Operator));
    }

    [Fact]
    public async Task A_cart_locked_for_an_order_never_placed_can_be_changed()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var (cart, customer) = await Filled(seller, product, 1);
        var command = Checkout(customer, "k1");
        cluster.Storage.FailWrites("order", command.OrderId);

        await Assert.ThrowsAnyAsync<Exception>(() => cart.Checkout(command, Caller.Operator));

        Assert.Equal(command.OrderId, (await cart.Get(Caller.Operator)).CheckoutOrderId);
        Assert.True((await Put(cart, seller, product, 2)).Accepted);
        Assert.Null((await cart.Get(Caller.Operator)).CheckoutOrderId);
    }

    [Fact]
    public async Task A_change_that_was_not_written_is_not_shown()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var (cart, customer) = await Filled(seller, product, 1);
        cluster.Storage.FailWrites("cart", customer);

        await Assert.ThrowsAnyAsync<Exception>(() => Put(cart, seller, product, 9));

        Assert.Equal(1, Assert.Single((await cart.Get(Caller.Operator)).Lines).Quantity);
    }

    private static Task<Result<CartChange>> Put(ICartGrain cart, string seller, string product, int quantity) =>
        cart.PutLine(new PutCartLine(MarketplaceCluster.NewId("op"), seller, product, quantity), Caller.Operator);

    private static CheckoutCart Checkout(string customer, string key) =>
        new(Ids.OrderId(customer, key), new OrderTerms("print", "tok_ok", ShopSteps.Home));

    private async Task<(ICartGrain Cart, string Customer)> Filled(string seller, string product, int quantity)
    {
        var customer = MarketplaceCluster.NewId("customer");
        var cart = cluster.Grains.GetGrain<ICartGrain>(customer);
        Assert.True((await Put(cart, seller, product, quantity)).Accepted);
        return (cart, customer);
    }

    private async Task<Order> CheckOut(ICartGrain cart, string key)
    {
        var placed = await cart.Checkout(Checkout(cart.GetPrimaryKeyString(), key), Caller.Operator);
        Assert.True(placed.Accepted, placed.Refusal?.Message);
        var order = await cluster.Grains.GetGrain<IOrderGrain>(placed.Value.Order.OrderId).WaitForEnd(OrderTimeout, Caller.Operator);
        Assert.False(order!.InFlight, "The order did not end in time");
        return order;
    }
}
