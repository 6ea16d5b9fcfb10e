using OrleansMicro.Catalog;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Catalog;

[Collection(MarketplaceTests.Name)]
public sealed class ProductGrainTests(MarketplaceCluster cluster)
{
    private static readonly PutProduct Cup = new("put", "Tea cup", "White", "Kitchen", new Money(500, "GBP"), new Money(50, "GBP"));

    [Fact]
    public async Task A_product_needs_its_seller()
    {
        var product = cluster.Grains.GetGrain<IProductGrain>(Ids.ProductKey(MarketplaceCluster.NewId("seller"), "cup"));
        Assert.Equal((RefusalCodes.NotFound, "sellerId"), CodeAndField((await product.Put(Cup, Caller.Operator)).Refusal));
        Assert.Null(await product.Get(Caller.Operator));
    }

    [Fact]
    public async Task A_new_product_is_in_its_sellers_list()
    {
        var (seller, product) = await cluster.Grains.Stocked(0);
        var listed = (await cluster.Grains.GetGrain<OrleansMicro.Sellers.ISellerGrain>(seller).ListProducts(null, 10, Caller.Operator))!;
        Assert.Equal(product, Assert.Single(listed.Items));
    }

    [Fact]
    public async Task A_changed_price_is_a_new_version_and_the_same_content_is_not()
    {
        var product = await New();
        Assert.Equal(1, (await product.Put(Cup with { OperationId = "again" }, Caller.Operator)).Value!.Version);

        var priced = await product.SetPrice(new SetProductPrice("price", new Money(600, "GBP"), null, new([1])), Caller.Operator);

        Assert.Equal((2, 600, 50), ((int)priced.Value!.Version, (int)priced.Value.Price.Minor, (int)priced.Value.Freight.Minor));
        Assert.Equal(
            RefusalCodes.VersionMismatch,
            (await product.SetPrice(new SetProductPrice("p2", new Money(700, "GBP"), null, new([1])), Caller.Operator)).Refusal?.Code);
    }

    [Fact]
    public async Task A_repeat_does_not_bring_an_old_price_back()
    {
        var product = await New();
        await product.SetPrice(new SetProductPrice("first", new Money(600, "GBP")), Caller.Operator);
        await product.SetPrice(new SetProductPrice("second", new Money(700, "GBP")), Caller.Operator);

        Assert.Equal(700, (await product.SetPrice(new SetProductPrice("first", new Money(600, "GBP")), Caller.Operator)).Value!.Price.Minor);
        Assert.Equal(
            RefusalCodes.IdempotencyKeyReused,
            (await product.SetPrice(new SetProductPrice("first", new Money(601, "GBP")), Caller.Operator)).Refusal?.Code);
    }

    [Fact]
    public async Task A_withdrawn_product_is_for_sale_again_once_it_is_put()
    {
        var product = await New();
        Assert.False((await product.Withdraw(new WithdrawProduct("w"), Caller.Operator)).Value!.Active);
        Assert.Equal(RefusalCodes.Withdrawn, (await product.SetPrice(new SetProductPrice("p", new Money(1, "GBP")), Caller.Operator)).Refusal?.Code);
        Assert.True((await product.Put(Cup with { OperationId = "again" }, Caller.Operator)).Value!.Active);
    }

    [Theory]
    [InlineData(0, "GBP", 0, "GBP", "price.minor")]
    [InlineData(-1, "GBP", 0, "GBP", "price.minor")]
    [InlineData(100_000_000_000_001, "GBP", 0, "GBP", "price.minor")]
    [InlineData(1, "QQQ", 0, "QQQ", "price.currency")]
    [InlineData(99_999_999_999_999, "GBP", 2, "GBP", "freight.minor")]
    [InlineData(1, "gbp", 0, "gbp", "price.currency")]
    [InlineData(1, "GBP", -1, "GBP", "freight.minor")]
    [InlineData(1, "GBP", 1, "EUR", "freight.currency")]
    public async Task Refuses_bad_prices(long price, string currency, long freight, string freightCurrency, string field)
    {
        var product = await New();
        var command = Cup with { OperationId = "bad", Price = new Money(price, currency), Freight = new Money(freight, freightCurrency) };
        Assert.Equal(field, (await product.Put(command, Caller.Operator)).Refusal?.Field);
        Assert.Equal(1, (await product.Get(Caller.Operator))!.Version);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_product_as_it_is_on_disk()
    {
        var product = await New();
        cluster.Storage.FailWrites("product", product.GetPrimaryKeyString());
        cluster.Storage.FailReads("product", product.GetPrimaryKeyString());
        var command = new SetProductPrice("p", new Money(900, "GBP"));

        await Assert.ThrowsAnyAsync<Exception>(() => product.SetPrice(command, Caller.Operator));

        Assert.Equal(500, (await product.Get(Caller.Operator))!.Price.Minor);
        Assert.Equal(900, (await product.SetPrice(command, Caller.Operator)).Value!.Price.Minor);
    }

    private static (string?, string?) CodeAndField(Refusal? refusal) => (refusal?.Code, refusal?.Field);

    private async Task<IProductGrain> New()
    {
        var seller = MarketplaceCluster.NewId("seller");
        await cluster.Grains.Seller(seller);
        var product = cluster.Grains.GetGrain<IProductGrain>(Ids.ProductKey(seller, "cup"));
        Assert.True((await product.Put(Cup, Caller.Operator)).Accepted);
        return product;
    }
}
