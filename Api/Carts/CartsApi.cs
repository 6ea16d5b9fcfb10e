namespace OrleansMicro.Carts;

/// <summary>Endpoints of carts.</summary>
internal static class CartsApi
{
    private const string LineRoute = "/lines/{sellerId}/{productId}";
    private const string CheckoutExample =
        """{"paymentMethod":"tok_ok","shipTo":{"name":"Ann Example","line1":"1 High Street","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}}""";

    public static void MapCartsApi(this IEndpointRouteBuilder v1)
    {
        var carts = v1.MapGroup("/carts/{customerId}").WithTags(Tags.Carts);
        carts.MapGet("", GetAsync).WithName("getCart").WithSummary("Get a customer's cart")
            .WithDescription("Each line is compared with its product as it is now. A new cart is empty and has version 0.")
            .WithResponse<Cart>(200, "The cart.", HeaderNames.ETag);
        carts.MapDelete("", ClearAsync).WithName("clearCart").WithSummary("Remove all lines of a cart")
            .WithResponse<CartChange>(200, "The cart is empty.", HeaderNames.ETag).WithProblems(409);
        carts.MapPost("/lines", AddLineAsync).WithName("addCartLine").WithSummary("Add units of a product to a cart")
            .WithDescription("Adds to an existing line of the product. The line takes the current price of the product.")
            .WithExample("""{"sellerId":"blue-owl","productId":"mug","quantity":2}""")
            .WithResponse<CartChange>(200, "The line after the change.", HeaderNames.ETag).WithProblems(404, 409, 422, 429);
        carts.MapPut(LineRoute, PutLineAsync).WithName("putCartLine").WithSummary("Set the units of a product in a cart")
            .WithDescription("Adds a line if there is none. The line takes the current price of the product.")
            .WithExample("""{"quantity":2}""")
            .WithResponse<CartChange>(200, "The line after the change.", HeaderNames.ETag).WithProblems(404, 409, 422);
        carts.MapDelete(LineRoute, RemoveLineAsync).WithName("removeCartLine").WithSummary("Remove a product from a cart")
            .WithDescription("Repeating the request changes nothing.")
            .WithResponse<CartChange>(200, "The line is removed.", HeaderNames.ETag).WithProblems(409);
        carts.MapCheckout();
    }

    private static async Task<IResult> GetAsync(CustomerId customerId, Caller caller, CartService carts, CancellationToken cancellation) =>
        ApiResults.Tagged(await carts.GetAsync(customerId, caller, cancellation), TagOf);

    private static async Task<IResult> ClearAsync(
        CustomerId customerId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, Caller caller, CartService carts, CancellationToken cancellation) =>
        ApiResults.Tagged(
            await carts.ClearAsync(customerId, new(OperationId.Create(), Versions(ifMatch, ifNoneMatch)), caller, cancellation), TagOf);

    private static async Task<IResult> AddLineAsync(
        CustomerId customerId, IdempotencyKey key, IfMatch ifMatch, IfNoneMatch ifNoneMatch, AddCartLineRequest body, Caller caller,
        CartService carts, CancellationToken cancellation) =>
        ApiResults.Tagged(await carts.PutLineAsync(customerId, body.ToCommand(key, Versions(ifMatch, ifNoneMatch)), caller, cancellation), TagOf);

    private static async Task<IResult> PutLineAsync(
        CustomerId customerId, SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, QuantityRequest body, Caller caller,
        CartService carts, CancellationToken cancellation)
    {
        var command = new PutCartLine(OperationId.Create(), sellerId, productId, body.Quantity, Add: false, Versions(ifMatch, ifNoneMatch));
        return ApiResults.Tagged(await carts.PutLineAsync(customerId, command, caller, cancellation), TagOf);
    }

    private static async Task<IResult> RemoveLineAsync(
        CustomerId customerId, SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, Caller caller, CartService carts,
        CancellationToken cancellation) =>
        ApiResults.Tagged(await carts.RemoveLineAsync(
            customerId, new(OperationId.Create(), sellerId, productId, Versions(ifMatch, ifNoneMatch)), caller, cancellation), TagOf);

    private static VersionCondition Versions(IfMatch ifMatch, IfNoneMatch ifNoneMatch) =>
        Preconditions.For(ifMatch, ifNoneMatch, TagVariant.Hash);

    private static EntityTag TagOf(CartChange change) => EntityTag.For(change.Version);

    // The version does not count changes of the products.
    private static EntityTag TagOf(Cart cart)
    {
        var changed = cart.Lines.Where(line => line.Status != CartLineStatus.Current).ToList();
        return EntityTag.For(cart.Version, changed.Count == 0 ? null : OperationId.From("cart", [.. changed.Select(line => line.ToString())]));
    }

    private static void MapCheckout(this IEndpointRouteBuilder carts) =>
        carts.MapPost("/checkout", CheckoutAsync).WithName("checkout").WithSummary("Check out a cart")
            .WithDescription(
                "Reserves the lines, takes the payment, creates a package per seller: all or nothing. Answers when the order has ended, as `paid`, "
                + "or as `rejected` with the reasons. A repeat with the same key gives the same order. Another body or If-Match is refused.")
            .WithExample(CheckoutExample)
            .WithResponse<Order>(201, "The order has ended: paid or rejected.", HeaderNames.ETag, HeaderNames.Location, IdempotencyKey.Replayed)
            .WithResponse<Order>(
                202, "The order is accepted and will end. Poll its location.", HeaderNames.ETag, HeaderNames.Location, IdempotencyKey.Replayed)
            .WithProblems(409, 422);

    private static async Task<IResult> CheckoutAsync(
        CustomerId customerId, IdempotencyKey key, IfMatch ifMatch, IfNoneMatch ifNoneMatch, Prefer prefer, CheckoutRequest body, Caller caller,
        CartService carts, CancellationToken cancellation)
    {
        var command = body.ToCommand(customerId, key, Versions(ifMatch, ifNoneMatch));
        return OrdersApi.Answer(await carts.CheckoutAsync(customerId, command, prefer, caller, cancellation), prefer, StatusCodes.Status201Created);
    }
}

/// <summary>A product for the cart.</summary>
internal sealed class AddCartLineRequest : JsonRequest<AddCartLineRequest>
{
    /// <summary>The product's seller.</summary>
    [JsonRequired, Identifier] public string SellerId { get; set; } = "";

    /// <summary>The product.</summary>
    [JsonRequired, Identifier] public string ProductId { get; set; } = "";

    /// <summary>Units, added to those of an existing line.</summary>
    [JsonRequired, WholeNumber(1, Limits.MaxQuantity), JsonConverter(typeof(WholeNumberConverter<int>))] public int Quantity { get; set; }

    public PutCartLine ToCommand(IdempotencyKey key, VersionCondition versions) =>
        new(key.ToOperationId("add-line"), SellerId, ProductId, Quantity, Add: true, versions);
}

/// <summary>The payment and the destination of an order.</summary>
[CheckedByGrain]
internal sealed class CheckoutRequest : JsonRequest<CheckoutRequest>
{
    /// <summary>
    /// The payment provider's token of the card or account; never a card number. The simulator approves tok_ok, tok_timeout and
    /// tok_twice, and declines tok_decline and every other token.
    /// </summary>
    [JsonRequired, PaymentToken] public string PaymentMethod { get; set; } = "";

    /// <summary>The destination.</summary>
    [JsonRequired] public AddressRequest ShipTo { get; set; } = new();

    /// <summary>Whether to leave out lines that are out of stock instead of rejecting the order.</summary>
    public bool AllowPartial { get; set; }

    /// <summary>The total that the customer expects. The checkout is refused if the total of the cart is another.</summary>
    public PriceRequest? Total { get; set; }

    public CheckoutCart ToCommand(string customerId, IdempotencyKey key, VersionCondition versions)
    {
        var (shipTo, total) = (ShipTo.ToAddress(), Total?.ToMoney());
        var terms = new OrderTerms(Fingerprint(shipTo, total), PaymentMethod, shipTo, AllowPartial);
        return new(Ids.OrderId(customerId, key.Value), terms, total, Ids.EarlierOrderId(customerId, key.Value), versions);
    }

    // Of the values, not of the bytes: the same request with its fields in another order is the same.
    private string Fingerprint(Address shipTo, Money? total) => OperationId.From(
        "checkout", PaymentMethod, shipTo.Name, shipTo.Line1, shipTo.Line2, shipTo.City, shipTo.PostalCode, shipTo.Country,
        AllowPartial ? "partial" : "whole", total?.ToString());
}
