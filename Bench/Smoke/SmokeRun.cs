using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Smoke;

/// <summary>README's first order in code: a seller, a product, stock, a cart, a checkout that ends in <i>paid</i>.</summary>
internal static class SmokeRun
{
    private const int Stocked = 10;
    private const int Bought = 2;

    public static async Task<SmokeResult> Run(string run, ApiClient api, Progress progress, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        var shop = new ShopClient(api);
        var (seller, product, customer) = ($"{run}-seller", $"{run}-mug", $"{run}-customer");
        var price = new ApiMoney(1250, "EUR");
        var total = price with { Minor = price.Minor * Bought };

        await shop.PutSeller(seller, "Smoke test", stop);
        await shop.PutProduct(seller, product, new PutProductBody("Mug", "Kitchen", price), stop);
        await shop.SetStock(seller, product, Stocked, stop);
        await shop.PutLine(customer, seller, product, Bought, stop);
        var body = new CheckoutBody("tok_ok", new ApiAddress("A. Smith", "1 High Street", "London", "GB"), total);
        var order = await shop.Checkout(customer, run, body, stop);
        order = await shop.WaitForEnd(order, TimeSpan.FromSeconds(30), TimeProvider.System, stop);
        var repeated = await shop.Checkout(customer, run, body, stop);

        var mismatches = new Mismatches();
        mismatches.Expect("status", Order.Paid, order.Status);
        mismatches.Expect("total", total, order.Total);
        mismatches.Expect("captured", total, order.Captured);
        mismatches.Expect("order of the repeated checkout", order.OrderId, repeated.OrderId);
        mismatches.Expect("stock left", Stocked - Bought, (await shop.FindStock(seller, product, stop))?.OnHand);
        mismatches.Expect("lines left in the cart", 0, (await shop.GetCart(customer, stop)).Lines.Count);
        mismatches.Explain(progress);
        var seconds = Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 3);
        return new SmokeResult(order.OrderId, order.Status, order.Total.Minor, mismatches.Count, seconds);
    }
}
