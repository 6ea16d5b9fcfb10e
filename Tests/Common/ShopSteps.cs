using OrleansMicro.Catalog;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Common;

/// <summary>What many tests start with.</summary>
public static class ShopSteps
{
    public static readonly Address Home = new("Ann Lee", "1 High Street", null, "Leeds", "LS1 1AA", "GB");

    /// <summary>A new seller with one new product, stocked with some units.</summary>
    public static async Task<(string SellerId, string ProductId)> Stocked(this IGrainFactory grains, int units, long priceMinor = 500)
    {
        var seller = MarketplaceCluster.NewId("seller");
        await grains.Seller(seller);
        return (seller, await grains.Product(seller, units, priceMinor));
    }

    public static async Task Seller(this IGrainFactory grains, string seller) =>
        Assert.True((await grains.GetGrain<ISellerGrain>(seller).Put(new PutSeller("put", "Seller", null), Caller.Operator)).Accepted);

    /// <summary>A new product, stocked with some units.</summary>
    public static async Task<string> Product(this IGrainFactory grains, string seller, int units, long priceMinor = 500)
    {
        var product = MarketplaceCluster.NewId("product");
        var key = Ids.ProductKey(seller, product);
        var put = new PutProduct("put", "Tea cup", "", "", new Money(priceMinor, "GBP"), new Money(50, "GBP"));
        Assert.True((await grains.GetGrain<IProductGrain>(key).Put(put, Caller.Operator)).Accepted);
        if (units > 0)
            Assert.True((await grains.GetGrain<IStockGrain>(key).Count(new CountStock("count", units), Caller.Operator)).Accepted);
        return product;
    }

    public static IStockGrain Stock(this IGrainFactory grains, string seller, string product) =>
        grains.GetGrain<IStockGrain>(Ids.ProductKey(seller, product));
}
