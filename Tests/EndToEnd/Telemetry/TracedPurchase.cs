namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>Purchases whose telemetry is looked at.</summary>
internal static class TracedPurchase
{
    /// <summary>The trace of a checkout begins with it.</summary>
    public const string Checkout = "POST /v1/carts/{customerId}/checkout";

    /// <summary>The customer, whose name must not leave with spans and metrics.</summary>
    public const string Customer = "ada-lovelace";

    /// <summary>Buys one unit each of products of as many sellers.</summary>
    public static async Task Buy(this ShopClient shop, int products = 2, string method = "tok_ok", string status = "paid")
    {
        for (var i = 0; i < products; i++)
            (await shop.PutLine(Customer, await shop.NewProduct(stock: 5), 1)).MustBe(200);
        Assert.Equal(status, (await shop.Checkout(Customer, ShopClient.NewId("key"), method: method)).Text("status"));
    }
}
