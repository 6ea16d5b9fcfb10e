using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Replay;

/// <summary>Reads everything that a replay may have touched back from the server.</summary>
internal static class ReadBack
{
    public static async Task<Observed> Run(ReplayPlan plan, ShopClient shop, int workers, Progress progress, CancellationToken stop)
    {
        progress.Begin("read customers' orders", plan.Customers.Count);
        var lists = await Parallelism.Select(plan.Customers, workers, async (customer, token) =>
        {
            var orders = await shop.ListCustomerOrders(customer.CustomerId, token);
            progress.Advance();
            return orders;
        }, stop);
        var ids = lists.SelectMany(list => list).Select(order => order.OrderId).Distinct().ToList();

        progress.Begin("read orders, payments, shipments", ids.Count);
        var orders = await Parallelism.Select(ids, workers, async (id, token) =>
        {
            var read = new ObservedOrder(
                await shop.FindOrder(id, token), await shop.FindPayment(id, token), await shop.FindShipment(id, token));
            progress.Advance();
            return read;
        }, stop);

        progress.Begin("read sellers", plan.Sellers.Count);
        var sellers = await Parallelism.Select(plan.Sellers, workers, async (id, token) =>
        {
            var read = new ObservedSeller(
                await shop.FindDashboard(id, token), await shop.ListSellerOrders(id, token), await shop.ListProducts(id, token));
            progress.Advance();
            return read;
        }, stop);

        progress.Begin("read stock", plan.Products.Count);
        var stock = await Parallelism.Select(plan.Products, workers, async (product, token) =>
        {
            var read = await shop.FindStock(product.SellerId, product.ProductId, token);
            progress.Advance();
            return read;
        }, stop);

        return new Observed(
            Zip(plan.Customers.Select(customer => customer.CustomerId), lists),
            Zip(ids, orders),
            Zip(plan.Sellers, sellers),
            Zip(plan.Products.Select(product => product.ProductId), stock));
    }

    private static Dictionary<string, T> Zip<T>(IEnumerable<string> keys, T[] values) =>
        keys.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
}
