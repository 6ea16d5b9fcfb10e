namespace OrleansMicro.Sellers;

/// <summary>Endpoints of sellers.</summary>
internal static class SellersApi
{
    private const string Example = """{"name":"Blue Owl Books","email":"desk@blueowl.example"}""";

    public static void MapSellersApi(this IEndpointRouteBuilder v1)
    {
        var sellers = v1.MapGroup("/sellers/{sellerId}").WithTags(Tags.Sellers);
        sellers.MapPut("", PutAsync).WithName("putSeller").WithSummary("Create or replace a seller's profile")
            .WithExample(Example).WithPutResponses<Seller>();
        sellers.MapGet("", GetAsync).WithName("getSeller").WithSummary("Get a seller's profile")
            .WithResponse<Seller>(200, "The profile.", HeaderNames.ETag).WithProblems(404);
        sellers.MapGet("/orders", ListOrdersAsync).WithName("listSellerOrders").WithSummary("List a seller's paid orders, newest first")
            .WithDescription("With a `status`, a part may have fewer entries than the limit before the end of the list. `next` is null at the end.")
            .WithResponse<PageResponse<LedgerEntry>>(200, "A part of the list.").WithProblems(404);
        sellers.MapGet("/dashboard", GetDashboardAsync).WithName("getSellerDashboard").WithSummary("Get a seller's totals by status")
            .WithDescription("The totals always equal a recount of the seller's orders.")
            .WithResponse<SellerDashboard>(200, "The totals.").WithProblems(404);
    }

    private static async Task<IResult> PutAsync(
        SellerId sellerId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, PutSellerRequest body, Caller caller, SellerService sellers,
        CancellationToken cancellation) =>
        ApiResults.Put(await sellers.PutAsync(
            sellerId, body.ToCommand(Preconditions.For(ifMatch, ifNoneMatch, TagVariant.Count)), caller, cancellation), TagOf);

    private static async Task<IResult> GetAsync(SellerId sellerId, Caller caller, SellerService sellers, CancellationToken cancellation) =>
        ApiResults.Tagged(await sellers.GetAsync(sellerId, caller, cancellation), TagOf);

    private static async Task<IResult> ListOrdersAsync(
        SellerId sellerId, Page page, LedgerStatusFilter status, Cursors cursors, Caller caller, SellerService sellers,
        CancellationToken cancellation)
    {
        var list = $"seller-orders/{sellerId.Value}/{status.Value}";
        var result = await sellers.ListOrdersAsync(sellerId, cursors.Read(page.Cursor, list), page.Limit, status.Value, caller, cancellation);
        return ApiResults.Page(result, cursors, list);
    }

    private static async Task<IResult> GetDashboardAsync(SellerId sellerId, Caller caller, SellerService sellers, CancellationToken cancellation) =>
        ApiResults.Ok(await sellers.GetDashboardAsync(sellerId, caller, cancellation));

    private static EntityTag TagOf(Seller seller) => EntityTag.For(seller.Version, seller.ProductCount);
}

/// <summary>The status that a list of a seller's orders is limited to; null for all.</summary>
internal readonly record struct LedgerStatusFilter(LedgerStatus? Value) : IEndpointParameterMetadataProvider
{
    private const string Name = "status";
    private static readonly string[] Names = [.. Enum.GetNames<LedgerStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static ValueTask<LedgerStatusFilter> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (QueryParameter.Read(http, Name) is not { } text)
            return default;
        var index = Array.IndexOf(Names, text);
        return index < 0
            ? throw ProblemException.Invalid(Name, $"must be one of {string.Join(", ", Names)}.")
            : new(new LedgerStatusFilter(Enum.GetValues<LedgerStatus>()[index]));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.AddParameter(
        ParameterLocation.Query, Name, "Only orders with this status.", schema: new() { Enum = [.. Names.Select(name => (JsonNode)name)] });
}

/// <summary>A seller's profile.</summary>
internal sealed class PutSellerRequest : JsonRequest<PutSellerRequest>
{
    /// <summary>Shown to customers.</summary>
    [JsonRequired, Line(Limits.MaxNameLength)] public string Name { get; set; } = "";

    /// <summary>For notices.</summary>
    [Email] public string? Email { get; set; }

    public PutSeller ToCommand(VersionCondition versions) => new(OperationId.Create(), Name, Email, versions);
}
