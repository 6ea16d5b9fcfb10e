using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Bench.Oversell;

/// <summary>Many buyers check out the last units of one product at the same moment.</summary>
/// <param name="Run">Goes into every identifier and key.</param>
/// <param name="Stock">Units there are.</param>
/// <param name="Buyers">Buyers of one unit each.</param>
/// <param name="OrderTimeout">How long an order is waited for.</param>
internal sealed record OversellRun(string Run, int Stock, int Buyers, TimeSpan OrderTimeout)
{
    // Carts are filled and books are read by this many at once; the checkouts go all at once.
    private const int SetupWorkers = 16;

    private static readonly ApiMoney Price = new(1999, "EUR");

    private string Seller => $"{Run}-seller";

    private string Product => $"{Run}-last";

    public async Task<OversellResult> Oversell(ApiClient api, Progress progress, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        var shop = new ShopClient(api);
        var buyers = Enumerable.Range(0, Buyers).Select(i => $"{Run}-b{i}").ToList();
        await FillCarts(shop, buyers, progress, stop);

        progress.Begin("check out", Buyers);
        var orders = await Task.WhenAll(buyers.Select(buyer => Buy(shop, buyer, progress, stop)));

        progress.Begin("read back", Buyers);
        var read = await Parallelism.Select(orders, SetupWorkers, async (order, token) =>
        {
            var seen = new ObservedOrder(
                await shop.FindOrder(order.OrderId, token),
                await shop.FindPayment(order.OrderId, token),
                await shop.FindShipment(order.OrderId, token));
            progress.Advance();
            return seen;
        }, stop);
        var level = await shop.FindStock(Seller, Product, stop);

        var mismatches = new Mismatches();
        var cost = ClientCost.From(api.Statistics, TimeProvider.System.GetElapsedTime(began), null);
        var result = OversellChecks.Run(Stock, Buyers, read, level, cost, mismatches);
        mismatches.Explain(progress);
        return result;
    }

    private async Task FillCarts(ShopClient shop, List<string> buyers, Progress progress, CancellationToken stop)
    {
        await shop.PutSeller(Seller, "Oversell", stop);
        await shop.PutProduct(Seller, Product, new PutProductBody("The last ones", "Oversell", Price), stop);
        await shop.Restock(Seller, Product, Stock, $"{Run}-restock", stop);
        progress.Begin("fill carts", Buyers);
        await Parallelism.ForEach(buyers, SetupWorkers, async (buyer, token) =>
        {
            await shop.PutLine(buyer, Seller, Product, 1, token);
            progress.Advance();
        }, stop);
    }

    private async Task<Order> Buy(ShopClient shop, string buyer, Progress progress, CancellationToken stop)
    {
        var body = new CheckoutBody("tok_ok", new ApiAddress(buyer, "1 High Street", "London", "GB"), Price);
        var order = await shop.Checkout(buyer, Run, body, stop);
        order = await shop.WaitForEnd(order, OrderTimeout, TimeProvider.System, stop);
        progress.Advance();
        return order;
    }
}
