namespace OrleansMicro.Stock;

/// <summary>How many units there are.</summary>
internal static class StockApi
{
    private const string StockRoute = "/v1/sellers/{sellerId}/products/{productId}/stock";

    public static void MapStockApi(this ApiRoutes routes)
    {
        routes.Get(StockRoute, Get, new("getStock", Tags.Stock, "A product's stock")
        {
            Answers = [new(200, typeof(StockLevel), "The stock; reservations that have expired are left out.") { ETag = true }],
            Problems = [404],
        });
        routes.Put(StockRoute, Count, new("countStock", Tags.Stock, "Set what is on hand after a count")
        {
            Body = typeof(CountStockRequest),
            BodyExample = """{"onHand":100}""",
            Headers = Parameters.Put,
            Answers =
            [
                new(200, typeof(StockLevel), "Set.") { ETag = true },
                new(201, typeof(StockLevel), "Set for the first time.") { ETag = true, Location = true },
            ],
            Problems = [404, 409],
        });
        routes.Post(StockRoute + "/restocks", request => Adjust(request, "restock", 1), new("restock", Tags.Stock, "Add units that came in")
        {
            Body = typeof(QuantityRequest),
            BodyExample = """{"quantity":25}""",
            Headers = [Parameters.IdempotencyKey],
            Answers = [new(200, typeof(StockLevel), "Added.") { ETag = true }],
            Problems = [404, 429],
        });
        routes.Post(StockRoute + "/write-offs", request => Adjust(request, "write-off", -1), new("writeOff", Tags.Stock, "Take out units that were lost or broken")
        {
            Body = typeof(QuantityRequest),
            BodyExample = """{"quantity":2}""",
            Headers = [Parameters.IdempotencyKey],
            Answers = [new(200, typeof(StockLevel), "Taken out.") { ETag = true }],
            Problems = [404, 409, 429],
        });
    }

    private static async Task Get(ApiRequest request)
    {
        var level = await request.Call(Grain(request), static s => s.Get(Caller.Operator));
        await (level is null
            ? Answers.NotFound(request, "productId", "Nothing was ever stocked of this product.")
            : Answers.Versioned(request, level, level.Version, ApiJson.Default.StockLevel));
    }

    private static async Task Count(ApiRequest request)
    {
        var stock = Grain(request);
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.CountStockRequest);
        var command = new CountStock(OperationIds.New(), Check.Number(body.OnHand, "onHand", 0, Limits.MaxOnHand), preconditions.Version);
        if (preconditions.MustExist && await request.Call(stock, static s => s.Get(Caller.Operator)) is null)
        {
            await Answers.Refused(request, Preconditions.Missing());
            return;
        }

        var result = await request.Call((stock, command), static c => c.stock.Count(c.command, Caller.Operator));
        await (result.Accepted
            ? Answers.Put(request, result.Value, result.Value.Version, ApiJson.Default.StockLevel)
            : Answers.Refused(request, result.Refusal));
    }

    private static async Task Adjust(ApiRequest request, string kind, int sign)
    {
        var stock = Grain(request);
        var operationId = OperationIds.OfKey(request, kind);
        var body = await JsonBody.Read(request, ApiJson.Default.QuantityRequest);
        var command = new AdjustStock(operationId, sign * Check.Number(body.Quantity, "quantity", 1, Limits.MaxQuantity));
        var result = await request.Call((stock, command), static c => c.stock.Adjust(c.command, Caller.Operator));
        await (result.Accepted
            ? Answers.Versioned(request, result.Value, result.Value.Version, ApiJson.Default.StockLevel)
            : Answers.Refused(request, result.Refusal));
    }

    private static IStockGrain Grain(ApiRequest request) =>
        request.Grains.GetGrain<IStockGrain>(Ids.ProductKey(request.Id("sellerId"), request.Id("productId")));
}
