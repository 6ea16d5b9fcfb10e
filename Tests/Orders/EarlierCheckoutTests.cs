using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>
/// Checkouts that were sent to an earlier version, whose orders have other ids, and are repeated now: docs/operations.md. The row of the cart is one
/// of that version.
/// </summary>
[Collection(MarketplaceTests.Name)]
public sealed class EarlierCheckoutTests(MarketplaceCluster cluster)
{
    private static readonly OrderTerms Terms = new("f", "tok_ok", ShopSteps.Home);
    private readonly string _customer = MarketplaceCluster.NewId("customer");

    private IGrainFactory Grains => cluster.Grains;

    private ICartGrain Cart => Grains.GetGrain<ICartGrain>(_customer);

    private string Earlier => Ids.EarlierOrderId(_customer, "key");

    [Fact]
    public async Task A_repeat_places_nothing_if_the_order_is_gone()
    {
        var order = Grains.Order("never-placed");

        await Assert.ThrowsAsync<TimeoutException>(() => order.Place(new PlaceOrder(_customer, Terms, [], IsRepeat: true)));

        Assert.Null(await order.Get(Caller.Operator));
    }

    [Fact]
    public async Task A_repeat_finds_the_order_that_locks_the_cart()
    {
        var product = await Grains.Stocked(5);
        Store($$"""{"version":1,"lines":[],"lockedBy":"{{Earlier}}"}""");
        await Place(product);

        var repeat = await Checkout("key");

        Assert.Equal((Earlier, true, false), (repeat.Value?.Order.OrderId, repeat.Value?.Replayed, repeat.Value?.CartChanged));
        await cluster.CheckStock(product, 5, 1);
    }

    [Fact]
    public async Task A_repeat_with_an_empty_cart_gives_the_order()
    {
        var product = await Grains.Stocked(5);
        Store("""{"version":2,"lines":[]}""");
        await Place(product);

        var repeat = await Checkout("key");

        Assert.Equal((Earlier, true, false), (repeat.Value?.Order.OrderId, repeat.Value?.Replayed, repeat.Value?.CartChanged));
    }

    [Fact]
    public async Task A_repeat_after_other_purchases_gives_the_order()
    {
        var product = await Grains.Stocked(5);
        Store("""{"version":2,"lines":[]}""");
        await Place(product);
        await Grains.Put(_customer, product);
        var next = await Checkout("next");
        await cluster.Ended(next.Value!.Order.OrderId);
        await Grains.Put(_customer, product, 2);

        var repeat = await Checkout("key");
        var other = await Checkout("key", Terms with { Fingerprint = "another" });

        Assert.Equal(Ids.OrderId(_customer, "next"), next.Value.Order.OrderId);
        Assert.Equal((Earlier, true, true), (repeat.Value?.Order.OrderId, repeat.Value?.Replayed, repeat.Value?.CartChanged));
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, other.Refusal?.Code);
        Assert.Equal(2, Assert.Single((await Cart.Get(Caller.Operator)).Lines).Quantity);
        await cluster.CheckStock(product, 5, 2);
    }

    [Fact]
    public async Task A_lock_without_an_order_is_taken_off()
    {
        var product = await Grains.Stocked(5);
        Store($$"""{"version":0,"lines":[],"lockedBy":"{{Earlier}}"}""");
        await Grains.Put(_customer, product);

        var order = await cluster.Ended((await Checkout("key")).Value!.Order.OrderId);

        Assert.Equal((Ids.OrderId(_customer, "key"), OrderStatus.Paid), (order.OrderId, order.Status));
    }

    private void Store(string row) => cluster.Storage.Store("cart", _customer, row);

    private async Task Place((string Seller, string Product) product)
    {
        var line = World.Sample.Line(Ids.ProductKey(product.Seller, product.Product));
        Assert.True((await Grains.Order(Earlier).Place(new PlaceOrder(_customer, Terms, [line]))).Accepted);
        Assert.Equal(OrderStatus.Paid, (await cluster.Ended(Earlier)).Status);
    }

    private Task<Result<CheckoutResult>> Checkout(string key, OrderTerms? terms = null) => Cart.Checkout(
        new CheckoutCart(Ids.OrderId(_customer, key), terms ?? Terms) { EarlierOrderId = Ids.EarlierOrderId(_customer, key) }, Caller.Operator);
}
