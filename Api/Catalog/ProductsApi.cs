namespace OrleansMicro.Catalog;

/// <summary>Endpoints of products.</summary>
internal static class ProductsApi
{
    private const string PriceExample = """{"price":{"minor":1250,"currency":"GBP"},"freight":{"minor":299,"currency":"GBP"}}""";
    private const string ProductExample =
        """{"name":"Owl mug","description":"Blue","price":{"minor":1250,"currency":"GBP"},"freight":{"minor":299,"currency":"GBP"}}""";

    public static void MapProductsApi(this IEndpointRouteBuilder v1)
    {
        var products = v1.MapGroup("/sellers/{sellerId}/products").WithTags(Tags.Products);
        products.MapGet("", ListAsync).WithName("listProducts").WithSummary("List a seller's products in the order they were added")
            .WithDescription("Withdrawn products are included, with `active` false.")
            .WithResponse<PageResponse<Product>>(200, "A part of the list.").WithProblems(404);
        products.MapPut("/{productId}", PutAsync).WithName("putProduct").WithSummary("Create or replace a product")
            .WithDescription("The seller must have a profile. A withdrawn product is for sale again.")
            .WithExample(ProductExample).WithPutResponses<Product>().WithProblems(404, 422);
        products.MapGet("/{productId}", GetAsync).WithName("getProduct").WithSummary("Get a product")
            .WithResponse<Product>(200, "The product, withdrawn or not.", HeaderNames.ETag).WithProblems(404);
        products.MapPut("/{productId}/price", SetPriceAsync).WithName("setProductPrice").WithSummary("Change a product's price")
            .WithDescription("Carts keep the price that they saw. A checkout with another price is refused and names the new price.")
            .WithExample(PriceExample).WithResponse<Product>(200, "The new price is set.", HeaderNames.ETag).WithProblems(404, 409, 422);
        products.MapDelete("/{productId}", WithdrawAsync).WithName("withdrawProduct").WithSummary("Take a product off sale")
            .WithDescription("Placed orders are not changed. Repeating the request changes nothing.")
            .WithResponse<Product>(200, "The product, with `active` false.", HeaderNames.ETag).WithProblems(404);
    }

    private static async Task<IResult> ListAsync(
        SellerId sellerId, Page page, Cursors cursors, Caller caller, ProductService products, CancellationToken cancellation)
    {
        var list = $"products/{sellerId.Value}";
        return ApiResults.Page(await products.ListAsync(sellerId, cursors.Read(page.Cursor, list), page.Limit, caller, cancellation), cursors, list);
    }

    private static async Task<IResult> PutAsync(
        SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, PutProductRequest body, Caller caller,
        ProductService products, CancellationToken cancellation) => ApiResults.Put(
            await products.PutAsync(
                Ids.ProductKey(sellerId, productId), body.ToCommand(Versions(ifMatch, ifNoneMatch)), caller, cancellation), TagOf);

    private static async Task<IResult> GetAsync(
        SellerId sellerId, ProductId productId, Caller caller, ProductService products, CancellationToken cancellation) =>
        ApiResults.Tagged(await products.GetAsync(Ids.ProductKey(sellerId, productId), caller, cancellation), TagOf);

    private static async Task<IResult> SetPriceAsync(
        SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, SetPriceRequest body, Caller caller,
        ProductService products, CancellationToken cancellation) => ApiResults.Tagged(await products.SetPriceAsync(
            Ids.ProductKey(sellerId, productId), body.ToCommand(Versions(ifMatch, ifNoneMatch)), caller, cancellation), TagOf);

    private static async Task<IResult> WithdrawAsync(
        SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, Caller caller, ProductService products,
        CancellationToken cancellation)
    {
        var command = new WithdrawProduct(OperationId.Create(), Versions(ifMatch, ifNoneMatch));
        var key = Ids.ProductKey(sellerId, productId);
        return ApiResults.Tagged(await products.WithdrawAsync(key, command, caller, cancellation), TagOf);
    }

    private static VersionCondition Versions(IfMatch ifMatch, IfNoneMatch ifNoneMatch) =>
        Preconditions.For(ifMatch, ifNoneMatch, TagVariant.None);

    private static EntityTag TagOf(Product product) => EntityTag.For(product.Version);
}

/// <summary>A product.</summary>
internal sealed class PutProductRequest : JsonRequest<PutProductRequest>
{
    /// <summary>Shown to customers.</summary>
    [JsonRequired, Line(Limits.MaxNameLength)] public string Name { get; set; } = "";

    /// <summary>Several lines are allowed. Empty if left out.</summary>
    [Lines(Limits.MaxDescriptionLength)] public string? Description { get; set; }

    /// <summary>The kind of product. Empty if left out.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Category { get; set; }

    /// <summary>Price of one unit.</summary>
    [JsonRequired] public PriceRequest Price { get; set; } = new();

    /// <summary>Shipping of one unit, in the currency of the price. Free if left out.</summary>
    public MoneyRequest? Freight { get; set; }

    public PutProduct ToCommand(VersionCondition versions) => new(
        OperationId.Create(), Name, Description ?? "", Category ?? "", Price.ToMoney(), Freight?.ToMoney() ?? Money.Zero(Price.Currency), versions);
}

/// <summary>A new price.</summary>
internal sealed class SetPriceRequest : JsonRequest<SetPriceRequest>
{
    /// <summary>Price of one unit.</summary>
    [JsonRequired] public PriceRequest Price { get; set; } = new();

    /// <summary>Shipping of one unit, in the currency of the price. Unchanged if left out.</summary>
    public MoneyRequest? Freight { get; set; }

    public SetProductPrice ToCommand(VersionCondition versions) => new(OperationId.Create(), Price.ToMoney(), Freight?.ToMoney(), versions);
}
