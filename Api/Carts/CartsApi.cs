namespace OrleansMicro.Carts;

/// <summary>Endpoints of carts.</summary>
internal static class CartsApi
{
    private const string LineRoute = "/lines/{sellerId}/{productId}";

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
            .WithResponse<CartChange>(200, "The line after the change.", HeaderNames.ETag).WithProblems(404, 409, 422);
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
        ApiResults.Tagged(await carts.ClearAsync(customerId, new(OperationId.Create()), new(ifMatch, ifNoneMatch), caller, cancellation), TagOf);

    private static async Task<IResult> AddLineAsync(
        CustomerId customerId, IdempotencyKey key, IfMatch ifMatch, IfNoneMatch ifNoneMatch, AddCartLineRequest body, Caller caller,
        CartService carts, CancellationToken cancellation) =>
        ApiResults.Tagged(await carts.PutLineAsync(customerId, body.ToCommand(key), new(ifMatch, ifNoneMatch), caller, cancellation), TagOf);

    private static async Task<IResult> PutLineAsync(
        CustomerId customerId, SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, QuantityRequest body, Caller caller,
        CartService carts, CancellationToken cancellation)
    {
        var command = new PutCartLine(OperationId.Create(), sellerId, productId, body.Quantity, Add: false);
        return ApiResults.Tagged(await carts.PutLineAsync(customerId, command, new(ifMatch, ifNoneMatch), caller, cancellation), TagOf);
    }

    private static async Task<IResult> RemoveLineAsync(
        CustomerId customerId, SellerId sellerId, ProductId productId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, Caller caller, CartService carts,
        CancellationToken cancellation) =>
        ApiResults.Tagged(await carts.RemoveLineAsync(
            customerId, new(OperationId.Create(), sellerId, productId), new(ifMatch, ifNoneMatch), caller, cancellation), TagOf);

    private static EntityTag TagOf(CartChange change) => EntityTag.For(change.Version);

    // The version does not count changes of the products.
    private static EntityTag TagOf(Cart cart)
    {
        var changed = cart.Lines.Where(line => line.Status != CartLineStatus.Current).ToList();
        return EntityTag.For(cart.Version, changed.Count == 0 ? null : OperationId.From("cart", [.. changed.Select(line => line.ToString())]));
    }
}
