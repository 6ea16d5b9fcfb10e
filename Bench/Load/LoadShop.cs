using System.Globalization;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Load;

/// <summary>The shop that a load run buys in: 20 sellers with 50 products each, and more stock than the run can sell.</summary>
/// <param name="Run">Goes into every identifier and key.</param>
internal sealed record LoadShop(string Run)
{
    public const int Sellers = 20;
    public const int Products = 1_000;
    private const int Stock = 100_000_000;
    private const int Workers = 16;

    public static readonly ApiMoney Price = new(1000, "EUR");

    public string Seller(int product) => string.Create(CultureInfo.InvariantCulture, $"{Run}-s{product % Sellers}");

    public string Product(int product) => string.Create(CultureInfo.InvariantCulture, $"{Run}-p{product}");

    public async Task SetUp(ShopClient shop, Progress progress, CancellationToken stop)
    {
        progress.Begin("set up the shop", Products);
        foreach (var seller in Enumerable.Range(0, Sellers)) await shop.PutSeller(Seller(seller), "Load", stop);
        await Parallelism.ForEach(Enumerable.Range(0, Products), Workers, async (product, token) =>
        {
            await shop.PutProduct(Seller(product), Product(product), new PutProductBody(Product(product), "Load", Price), token);
            await shop.SetStock(Seller(product), Product(product), Stock, token);
            progress.Advance();
        }, stop);
    }

    /// <summary>Units sold of all products, and units that are still reserved.</summary>
    public async Task<(long Sold, long Reserved)> CountSold(ShopClient shop, Progress progress, CancellationToken stop)
    {
        progress.Begin("count what was sold", Products);
        var levels = await Parallelism.Select([.. Enumerable.Range(0, Products)], Workers, async (product, token) =>
        {
            var level = await shop.FindStock(Seller(product), Product(product), token);
            progress.Advance();
            return level;
        }, stop);
        return (levels.Sum(level => level?.Sold ?? 0), levels.Sum(level => level?.Reserved ?? 0));
    }
}
