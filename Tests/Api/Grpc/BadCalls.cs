using Grpc.Core;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>Requests that break a rule, at least one for each service.</summary>
internal static class BadCalls
{
    private const string Product = "/v1/sellers/s/products/p";
    private static readonly string TooLong = new('x', Limits.MaxTextLength + 1);

    public static Dictionary<string, CallPair> All { get; } = new(StringComparer.Ordinal)
    {
        ["seller id"] = new("""PUT /v1/sellers/s! {"name":"S"}""", (c, m) => Run(c.Catalog.PutSellerAsync(new() { SellerId = "s!", Name = "S" }, m))),
        ["seller name"] = new("""PUT /v1/sellers/s {"name":" "}""", (c, m) => Run(c.Catalog.PutSellerAsync(new() { SellerId = "s", Name = " " }, m))),
        ["email"] = new("""PUT /v1/sellers/s {"name":"S","email":"x"}""", (c, m) =>
            Run(c.Catalog.PutSellerAsync(new() { SellerId = "s", Name = "S", Email = "x" }, m))),
        ["price missing"] = new("PUT " + Product + """ {"name":"P"}""", (c, m) =>
            Run(c.Catalog.PutProductAsync(new() { SellerId = "s", ProductId = "p", Name = "P" }, m))),
        ["price currency"] = new("PUT " + Product + """/price {"price":{"minor":1,"currency":"XXZ"} }""", (c, m) => Run(
            c.Catalog.SetProductPriceAsync(new() { SellerId = "s", ProductId = "p", Price = new() { Minor = 1, Currency = "XXZ" } }, m))),
        ["price minor"] = new("PUT " + Product + """/price {"price":{"minor":0,"currency":"GBP"} }""", (c, m) => Run(
            c.Catalog.SetProductPriceAsync(new() { SellerId = "s", ProductId = "p", Price = new() { Currency = "GBP" } }, m))),
        ["limit"] = new("GET /v1/sellers/s/products?limit=101", (c, m) => Run(c.Catalog.ListProductsAsync(new() { SellerId = "s", Limit = 101 }, m))),
        ["cursor"] = new("GET /v1/sellers/s/products?cursor=x", (c, m) =>
            Run(c.Catalog.ListProductsAsync(new() { SellerId = "s", Cursor = "x" }, m))),
        ["on hand"] = new("PUT " + Product + """/stock {"onHand":-1}""", (c, m) =>
            Run(c.Stock.CountStockAsync(new() { SellerId = "s", ProductId = "p", OnHand = -1 }, m))),
        ["on hand missing"] = new("PUT " + Product + "/stock {}", (c, m) =>
            Run(c.Stock.CountStockAsync(new() { SellerId = "s", ProductId = "p" }, m))),
        ["quantity"] = new("POST " + Product + """/stock/restocks {"quantity":0}""", (c, m) =>
            Run(c.Stock.RestockAsync(new() { SellerId = "s", ProductId = "p" }, m))),
        ["key missing"] = new(
            "POST " + Product + """/stock/write-offs {"quantity":1}""",
            (c, _) => Run(c.Stock.WriteOffAsync(new() { SellerId = "s", ProductId = "p", Quantity = 1 })))
        {
            KeySent = null,
        },
        ["key invalid"] = new(
            "POST " + Product + """/stock/write-offs {"quantity":1}""",
            (c, m) => Run(c.Stock.WriteOffAsync(new() { SellerId = "s", ProductId = "p", Quantity = 1 }, m)))
        {
            KeySent = "a key",
        },
        ["cart quantity"] = new("PUT /v1/carts/c/lines/s/p" + """ {"quantity":1000001}""", (c, m) =>
            Run(c.Carts.PutCartLineAsync(new() { CustomerId = "c", SellerId = "s", ProductId = "p", Quantity = 1_000_001 }, m))),
        ["cart product"] = new("""POST /v1/carts/c/lines {"sellerId":"s","productId":"?","quantity":1}""", (c, m) =>
            Run(c.Carts.AddCartLineAsync(new() { CustomerId = "c", SellerId = "s", ProductId = "?", Quantity = 1 }, m))),
        ["ship to missing"] = new("""POST /v1/carts/c/checkout {"paymentMethod":"tok_ok"}""", (c, m) =>
            Run(c.Carts.CheckoutAsync(new() { CustomerId = "c", PaymentMethod = "tok_ok" }, m))),
        ["order id"] = new("GET /v1/orders/o!", (c, m) => Run(c.Orders.GetOrderAsync(new() { OrderId = "o!" }, m))),
        ["reason"] = new("POST /v1/orders/o/cancel" + $$""" {"reason":"{{TooLong}}"}""", (c, m) =>
            Run(c.Orders.CancelOrderAsync(new() { OrderId = "o", Reason = TooLong }, m))),
        ["carrier"] = new("POST /v1/shipments/o/packages/s/ship" + $$""" {"carrier":"{{TooLong}}"}""", (c, m) =>
            Run(c.Shipments.ShipPackageAsync(new() { OrderId = "o", SellerId = "s", Carrier = TooLong }, m))),
    };

    private static Task<T> Run<T>(AsyncUnaryCall<T> call) => call.ResponseAsync;
}
