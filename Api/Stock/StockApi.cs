namespace OrleansMicro.Stock;

/// <summary>Endpoints of stock.</summary>
internal static class StockApi
{
    public static void MapStockApi(this IEndpointRouteBuilder v1)
    {
        var stock = v1.MapGroup("/sellers/{sellerId}/products/{productId}/stock").WithTags(Tags.Stock);
        stock.MapGet("", GetAsync).WithName("getStock").WithSummary("Get a product's stock")
            .WithResponse<StockLevel>(200, "The stock without expired reservations.", HeaderNames.ETag).WithProblems(404);
        stock.MapPut("", CountAsync).WithName("countStock").WithSummary("Set the units on hand after a count")
            .WithExample("""{"onHand":100}""").WithPutResponses<StockLevel>().WithProblems(404, 409);
        stock.MapPost("/restocks", RestockAsync).WithName("restock").WithSummary("Add received units")
            .WithExample("""{"quantity":25}""").WithResponse<StockLevel>(200, "Added.", HeaderNames.ETag).WithProblems(404, 422, 429);
        stock.MapPost("/write-offs", WriteOffAsync).WithName("writeOff").WithSummary("Remove lost or broken units")
            .WithExample("""{"quantity":2}""").WithResponse<StockLevel>(200, "Removed.", HeaderNames.ETag).WithProblems(404, 409, 422, 429);
    }

    private static async Task<IResult> GetAsync(
        SellerId sellerId, ProductId productId, Caller caller, StockService stock, CancellationToken cancellation) =>
        ApiResults.Tagged(await stock.GetAsync(Ids.ProductKey(sellerId, productId), caller, cancellation), TagOf);

    private static async Task<IResult> CountAsync(
        SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, CountStockRequest body, Caller caller,
        StockService stock, CancellationToken cancellation)
    {
        var command = body.ToCommand(Preconditions.For(ifMatch, ifNoneMatch, TagVariant.Count));
        return ApiResults.Put(await stock.CountAsync(Ids.ProductKey(sellerId, productId), command, caller, cancellation), TagOf);
    }

    private static async Task<IResult> RestockAsync(
        SellerId sellerId, ProductId productId, IdempotencyKey key, QuantityRequest body, Caller caller, StockService stock,
        CancellationToken cancellation) =>
        ApiResults.Tagged(await stock.RestockAsync(Ids.ProductKey(sellerId, productId), key, body.Quantity, caller, cancellation), TagOf);

    private static async Task<IResult> WriteOffAsync(
        SellerId sellerId, ProductId productId, IdempotencyKey key, QuantityRequest body, Caller caller, StockService stock,
        CancellationToken cancellation) =>
        ApiResults.Tagged(await stock.WriteOffAsync(Ids.ProductKey(sellerId, productId), key, body.Quantity, caller, cancellation), TagOf);

    private static EntityTag TagOf(StockLevel level) => EntityTag.For(level.Version, level.Reserved);
}

/// <summary>The result of a stock count.</summary>
internal sealed class CountStockRequest : JsonRequest<CountStockRequest>
{
    /// <summary>Units on hand, including units that are reserved by orders in flight.</summary>
    [JsonRequired, WholeNumber(0, Limits.MaxOnHand), JsonConverter(typeof(WholeNumberConverter<int>))] public int OnHand { get; set; }

    public CountStock ToCommand(VersionCondition versions) => new(OperationId.Create(), OnHand, versions);
}
