using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay;

/// <summary>Brings sellers, products, stock and customers onto the server. Repeating it changes nothing.</summary>
internal static class ReplayImport
{
    public static async Task Run(ReplayPlan plan, ShopClient shop, int workers, Progress progress, CancellationToken stop)
    {
        var known = plan.Customers.Where(customer => !customer.IsGuest).ToList();
        progress.Begin("import", plan.Sellers.Count + plan.Products.Count + known.Count);
        await Parallelism.ForEach(plan.Sellers, workers, async (seller, token) =>
        {
            await shop.PutSeller(seller, $"Seller {seller}", token);
            progress.Advance();
        }, stop);
        await Parallelism.ForEach(plan.Products, workers, async (product, token) =>
        {
            var body = new PutProductBody(product.Name, product.Category, new ApiMoney(product.PriceMinor, ReplayPlan.Currency));
            await shop.PutProduct(product.SellerId, product.ProductId, body, token);
            await shop.Restock(product.SellerId, product.ProductId, product.Units, ReplayIds.RestockKey(product.ProductId), token);
            progress.Advance();
        }, stop);
        await Parallelism.ForEach(known, workers, async (customer, token) =>
        {
            await shop.PutCustomer(customer.CustomerId, customer.Name, token);
            progress.Advance();
        }, stop);
    }
}
