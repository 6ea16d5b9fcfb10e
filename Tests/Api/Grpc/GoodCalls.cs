using Google.Protobuf.Reflection;
using Grpc.Core;
using OrleansMicro.Protos.V1;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>The same request over REST and over gRPC.</summary>
/// <param name="Http">Method, path and body with a space between.</param>
/// <param name="Call">The call, with metadata.</param>
/// <param name="IfMatch">The version that must be current, over REST.</param>
internal sealed record CallPair(string Http, Func<GrpcClients, Metadata, Task> Call, string? IfMatch = null)
{
    /// <summary>The idempotency key of both; null for none.</summary>
    public string? KeySent { get; init; } = "key-1";
}

/// <summary>A good request for each method of each service.</summary>
internal static class GoodCalls
{
    private const string Money = """{"minor":1250,"currency":"GBP"}""";
    private const string Line = "/v1/carts/ann/lines/blue-owl/mug";
    private const string Product = "/v1/sellers/blue-owl/products/mug";
    private static readonly Proto.VersionCondition Version3 = new() { Version = 3 };
    private static readonly Proto.Money Price = new() { Minor = 1250, Currency = "GBP" };
    private static readonly Proto.Address ShipTo = new() { Name = "Ann", Line1 = "1 High Street", City = "Leeds", Country = "GB", PostalCode = "L" };

    /// <summary>By the full names of the methods.</summary>
    public static Dictionary<string, CallPair> All { get; } = Catalog().Concat(Stock()).Concat(Carts()).Concat(Orders()).Concat(Shipments())
        .ToDictionary(static pair => pair.Method.FullName, static pair => pair.Calls, StringComparer.Ordinal);

    /// <summary>All methods.</summary>
    public static IEnumerable<MethodDescriptor> Methods =>
        new[]
        {
            CatalogReflection.Descriptor, StockReflection.Descriptor, CartsReflection.Descriptor, OrdersReflection.Descriptor,
            ShipmentsReflection.Descriptor,
        }.SelectMany(static file => file.Services).SelectMany(static service => service.Methods);

    private static IEnumerable<(MethodDescriptor Method, CallPair Calls)> Catalog()
    {
        var service = CatalogService.Descriptor;
        yield return (service.FindMethodByName("PutSeller"), new("""PUT /v1/sellers/blue-owl {"name":"Blue Owl","email":"a@b.example"}""", (c, m) =>
            Run(c.Catalog.PutSellerAsync(new() { SellerId = "blue-owl", Name = "Blue Owl", Email = "a@b.example", Condition = Version3 }, m)), "3"));
        yield return (service.FindMethodByName("GetSeller"), new("GET /v1/sellers/blue-owl", (c, m) =>
            Run(c.Catalog.GetSellerAsync(new() { SellerId = "blue-owl" }, m))));
        yield return (service.FindMethodByName("ListSellerOrders"), new("GET /v1/sellers/blue-owl/orders?limit=7&status=shipped", (c, m) =>
            Run(c.Catalog.ListSellerOrdersAsync(new() { SellerId = "blue-owl", Limit = 7, Status = LedgerStatus.Shipped }, m))));
        yield return (service.FindMethodByName("GetSellerDashboard"), new("GET /v1/sellers/blue-owl/dashboard", (c, m) =>
            Run(c.Catalog.GetSellerDashboardAsync(new() { SellerId = "blue-owl" }, m))));
        yield return (service.FindMethodByName("PutProduct"), new(
            "PUT " + Product + $$""" {"name":"Mug","description":"Red","category":"cup","price":{{Money}},"freight":{"minor":0,"currency":"GBP"} }""",
            (c, m) => Run(c.Catalog.PutProductAsync(
                new()
                {
                    SellerId = "blue-owl",
                    ProductId = "mug",
                    Name = "Mug",
                    Description = "Red",
                    Category = "cup",
                    Price = Price,
                    Freight = new() { Currency = "GBP" },
                },
                m))));
        yield return (service.FindMethodByName("GetProduct"), new("GET " + Product, (c, m) =>
            Run(c.Catalog.GetProductAsync(new() { SellerId = "blue-owl", ProductId = "mug" }, m))));
        yield return (service.FindMethodByName("ListProducts"), new("GET /v1/sellers/blue-owl/products", (c, m) =>
            Run(c.Catalog.ListProductsAsync(new() { SellerId = "blue-owl" }, m))));
        yield return (service.FindMethodByName("SetProductPrice"), new("PUT " + Product + "/price" + $$""" {"price":{{Money}}}""", (c, m) =>
            Run(c.Catalog.SetProductPriceAsync(new() { SellerId = "blue-owl", ProductId = "mug", Price = Price, Condition = Version3 }, m)), "3"));
        yield return (service.FindMethodByName("WithdrawProduct"), new("DELETE " + Product, (c, m) =>
            Run(c.Catalog.WithdrawProductAsync(new() { SellerId = "blue-owl", ProductId = "mug", Condition = Version3 }, m)), "3"));
    }

    private static IEnumerable<(MethodDescriptor Method, CallPair Calls)> Stock()
    {
        var service = StockService.Descriptor;
        yield return (service.FindMethodByName("GetStock"), new($"GET {Product}/stock", (c, m) =>
            Run(c.Stock.GetStockAsync(new() { SellerId = "blue-owl", ProductId = "mug" }, m))));
        yield return (service.FindMethodByName("CountStock"), new("PUT " + Product + "/stock" + """ {"onHand":0}""", (c, m) =>
            Run(c.Stock.CountStockAsync(new() { SellerId = "blue-owl", ProductId = "mug", OnHand = 0, Condition = Version3 }, m)), "3"));
        yield return (service.FindMethodByName("Restock"), new("POST " + Product + "/stock/restocks" + """ {"quantity":5}""", (c, m) =>
            Run(c.Stock.RestockAsync(new() { SellerId = "blue-owl", ProductId = "mug", Quantity = 5 }, m))));
        yield return (service.FindMethodByName("WriteOff"), new("POST " + Product + "/stock/write-offs" + """ {"quantity":5}""", (c, m) =>
            Run(c.Stock.WriteOffAsync(new() { SellerId = "blue-owl", ProductId = "mug", Quantity = 5 }, m))));
    }

    private static IEnumerable<(MethodDescriptor Method, CallPair Calls)> Carts()
    {
        var service = CartsService.Descriptor;
        yield return (service.FindMethodByName("GetCart"), new("GET /v1/carts/ann", (c, m) =>
            Run(c.Carts.GetCartAsync(new() { CustomerId = "ann" }, m))));
        yield return (service.FindMethodByName("AddCartLine"), new(
            """POST /v1/carts/ann/lines {"sellerId":"blue-owl","productId":"mug","quantity":2}""", (c, m) => Run(c.Carts.AddCartLineAsync(
                new() { CustomerId = "ann", SellerId = "blue-owl", ProductId = "mug", Quantity = 2, Condition = Version3 }, m)), "3"));
        yield return (service.FindMethodByName("PutCartLine"), new("PUT " + Line + """ {"quantity":2}""", (c, m) => Run(c.Carts.PutCartLineAsync(
            new() { CustomerId = "ann", SellerId = "blue-owl", ProductId = "mug", Quantity = 2, Condition = new() { Exists = true } }, m)), "*"));
        yield return (service.FindMethodByName("RemoveCartLine"), new("DELETE " + Line, (c, m) => Run(c.Carts.RemoveCartLineAsync(
            new() { CustomerId = "ann", SellerId = "blue-owl", ProductId = "mug", Condition = Version3 }, m)), "3"));
        yield return (service.FindMethodByName("ClearCart"), new("DELETE /v1/carts/ann", (c, m) =>
            Run(c.Carts.ClearCartAsync(new() { CustomerId = "ann", Condition = Version3 }, m)), "3"));
        yield return (service.FindMethodByName("Checkout"), new(
            $$"""
            POST /v1/carts/ann/checkout {"paymentMethod":"tok_ok","allowPartial":true,"total":{{Money}},
            "shipTo":{"name":"Ann","line1":"1 High Street","city":"Leeds","country":"GB","postalCode":"L"} }
            """,
            (c, m) => Run(c.Carts.CheckoutAsync(
                new()
                {
                    CustomerId = "ann",
                    PaymentMethod = "tok_ok",
                    AllowPartial = true,
                    Total = Price,
                    ShipTo = ShipTo,
                    Condition = Version3,
                },
                m)), "3"));
    }

    private static IEnumerable<(MethodDescriptor Method, CallPair Calls)> Orders()
    {
        var service = OrdersService.Descriptor;
        yield return (service.FindMethodByName("GetOrder"), new("GET /v1/orders/o1", (c, m) =>
            Run(c.Orders.GetOrderAsync(new() { OrderId = "o1" }, m))));
        yield return (service.FindMethodByName("GetOrderHistory"), new("GET /v1/orders/o1/history", (c, m) =>
            Run(c.Orders.GetOrderHistoryAsync(new() { OrderId = "o1" }, m))));
        yield return (service.FindMethodByName("GetOrderPayment"), new("GET /v1/orders/o1/payment", (c, m) =>
            Run(c.Orders.GetOrderPaymentAsync(new() { OrderId = "o1" }, m))));
        yield return (service.FindMethodByName("CancelOrder"), new("""POST /v1/orders/o1/cancel {"reason":"ordered twice"}""", (c, m) =>
            Run(c.Orders.CancelOrderAsync(new() { OrderId = "o1", Reason = "ordered twice" }, m))));
        yield return (service.FindMethodByName("ListCustomerOrders"), new("GET /v1/customers/ann/orders?limit=7", (c, m) =>
            Run(c.Orders.ListCustomerOrdersAsync(new() { CustomerId = "ann", Limit = 7 }, m))));
    }

    private static IEnumerable<(MethodDescriptor Method, CallPair Calls)> Shipments()
    {
        var service = ShipmentsService.Descriptor;
        yield return (service.FindMethodByName("GetShipment"), new("GET /v1/shipments/o1", (c, m) =>
            Run(c.Shipments.GetShipmentAsync(new() { OrderId = "o1" }, m))));
        yield return (service.FindMethodByName("ShipPackage"), new(
            """POST /v1/shipments/o1/packages/blue-owl/ship {"carrier":"Royal Mail","trackingNumber":"AB1"}""", (c, m) => Run(
                c.Shipments.ShipPackageAsync(new() { OrderId = "o1", SellerId = "blue-owl", Carrier = "Royal Mail", TrackingNumber = "AB1" }, m))));
        yield return (service.FindMethodByName("DeliverPackage"), new("POST /v1/shipments/o1/packages/blue-owl/deliver", (c, m) =>
            Run(c.Shipments.DeliverPackageAsync(new() { OrderId = "o1", SellerId = "blue-owl" }, m))));
    }

    private static Task<T> Run<T>(AsyncUnaryCall<T> call) => call.ResponseAsync;
}
