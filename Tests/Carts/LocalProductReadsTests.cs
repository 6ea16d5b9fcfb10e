using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Carts;

/// <summary>One silo: every product is on the silo of every cart.</summary>
public sealed class OneSiloCluster() : MarketplaceCluster(1);

/// <summary>Carts read the products of their silo without a call.</summary>
public sealed class LocalProductReadsTests(OneSiloCluster cluster) : IClassFixture<OneSiloCluster>
{
    private readonly string _customer = MarketplaceCluster.NewId("customer");

    private ICartGrain Cart => cluster.Grains.GetGrain<ICartGrain>(_customer);

    [Fact]
    public async Task An_active_product_is_read_without_a_call()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var before = Gets(seller, product);

        Assert.True((await Put(seller, product)).Accepted);
        Assert.Equal(CartLineStatus.Current, Assert.Single((await Cart.Get(Caller.Operator)).Lines).Status);
        Assert.True((await CheckOut("k1")).Accepted);

        Assert.Equal(before, Gets(seller, product));
    }

    [Fact]
    public async Task A_product_that_is_not_active_is_called_once()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        await Deactivate(seller, product);
        var before = Gets(seller, product);

        Assert.True((await Put(seller, product)).Accepted);
        Assert.True((await Put(seller, product)).Accepted);

        Assert.Equal(before + 1, Gets(seller, product));
    }

    [Fact]
    public async Task A_new_price_is_seen_by_the_next_line_and_checkout()
    {
        var (seller, product) = await cluster.Grains.Stocked(10);
        var grain = cluster.Grains.GetGrain<IProductGrain>(Ids.ProductKey(seller, product));
        await Put(seller, product);

        Assert.True((await grain.SetPrice(new SetProductPrice("p1", new Money(700, "GBP")), Caller.Operator)).Accepted);
        Assert.Equal(700, (await Put(seller, product)).Value!.Line!.UnitPrice.Minor);

        Assert.True((await grain.SetPrice(new SetProductPrice("p2", new Money(800, "GBP")), Caller.Operator)).Accepted);
        Assert.Equal(RefusalCodes.PriceChanged, (await CheckOut("k1")).Refusal?.Code);
    }

    [Fact]
    public async Task A_product_is_for_sale_as_soon_as_it_is_created()
    {
        var seller = MarketplaceCluster.NewId("seller");
        await cluster.Grains.Seller(seller);
        var key = Ids.ProductKey(seller, "cup");
        Assert.Equal(RefusalCodes.NotFound, (await Put(seller, "cup")).Refusal?.Code);

        var cup = new PutProduct("put", "Tea cup", "", "", new Money(500, "GBP"), new Money(50, "GBP"));
        Assert.True((await cluster.Grains.GetGrain<IProductGrain>(key).Put(cup, Caller.Operator)).Accepted);
        Assert.True((await Put(seller, "cup")).Accepted);
    }

    private int Gets(string seller, string product) => cluster.Activity.Begun(nameof(IProductGrain.Get), Ids.ProductKey(seller, product));

    private Task<Result<CartChange>> Put(string seller, string product) =>
        Cart.PutLine(new PutCartLine(MarketplaceCluster.NewId("op"), seller, product, 1), Caller.Operator);

    private Task<Result<CheckoutResult>> CheckOut(string key) => Cart.Checkout(
        new CheckoutCart(Ids.OrderId(_customer, key), new OrderTerms("print", "tok_ok", ShopSteps.Home)), Caller.Operator);

    /// <summary>Ends the activation of a product: its write fails, and its row cannot be read back.</summary>
    private async Task Deactivate(string seller, string product)
    {
        var key = Ids.ProductKey(seller, product);
        cluster.Storage.FailWrites("product", key);
        cluster.Storage.FailReads("product", key);
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.Grains.GetGrain<IProductGrain>(key).Withdraw(new WithdrawProduct("w"), Caller.Operator));
    }
}
