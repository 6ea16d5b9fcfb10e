namespace OrleansMicro.Carts;

/// <summary>What a customer is about to buy.</summary>
internal static class CartsApi
{
    private const string CartRoute = "/v1/carts/{customerId}";
    private const string LineRoute = "/v1/carts/{customerId}/lines/{sellerId}/{productId}";

    public static void MapCartsApi(this ApiRoutes routes)
    {
        routes.Get(CartRoute, Get, new("getCart", Tags.Carts, "A customer's cart")
        {
            Description = "Each line is held against its product as it is now. A cart that was never touched is empty, at version 0.",
            Answers = [new(200, typeof(Cart), "The cart.") { ETag = true }],
        });
        routes.Delete(CartRoute, Clear, new("clearCart", Tags.Carts, "Remove every line of a cart")
        {
            Headers = Parameters.Edit,
            Answers = [new(200, typeof(CartChange), "The cart is empty.") { ETag = true }],
            Problems = [409],
        });
        routes.Post(CartRoute + "/lines", AddLine, new("addCartLine", Tags.Carts, "Add units of a product to a cart")
        {
            Description = "Adds to the line of that product if there is one, and takes over the product's present price.",
            Body = typeof(AddCartLineRequest),
            BodyExample = """{"sellerId":"blue-owl","productId":"mug","quantity":2}""",
            Headers = [Parameters.IdempotencyKey, Parameters.IfMatch],
            Answers = [new(200, typeof(CartChange), "The line as it is now.") { ETag = true }],
            Problems = [404, 409, 422, 429],
        });
        routes.Put(LineRoute, PutLine, new("putCartLine", Tags.Carts, "Set how many units of a product a cart holds")
        {
            Description = "Adds the line if there is none, and takes over the product's present price.",
            Body = typeof(QuantityRequest),
            BodyExample = """{"quantity":2}""",
            Headers = Parameters.Edit,
            Answers = [new(200, typeof(CartChange), "The line as it is now.") { ETag = true }],
            Problems = [404, 409, 422],
        });
        routes.Delete(LineRoute, RemoveLine, new("removeCartLine", Tags.Carts, "Remove a product from a cart")
        {
            Description = "Repeating it changes nothing.",
            Headers = Parameters.Edit,
            Answers = [new(200, typeof(CartChange), "The line is gone.") { ETag = true }],
            Problems = [409],
        });
    }

    private static async Task Get(ApiRequest request)
    {
        var cart = await request.Call(Grain(request), static c => c.Get(Caller.Operator));
        await Answers.Versioned(request, cart, cart.Version, ApiJson.Default.Cart);
    }

    private static async Task Clear(ApiRequest request)
    {
        var cart = Grain(request);
        var command = new ClearCart(OperationIds.New(), Preconditions.Of(request).Version);
        await Answer(request, await request.Call((cart, command), static c => c.cart.Clear(c.command, Caller.Operator)));
    }

    private static async Task AddLine(ApiRequest request)
    {
        var cart = Grain(request);
        var operationId = OperationIds.OfKey(request, "add-line");
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.AddCartLineRequest);
        var command = new PutCartLine(
            operationId, Check.Id(body.SellerId, "sellerId"), Check.Id(body.ProductId, "productId"),
            Check.Number(body.Quantity, "quantity", 1, Limits.MaxQuantity), Add: true, preconditions.Version);
        await Answer(request, await request.Call((cart, command), static c => c.cart.PutLine(c.command, Caller.Operator)));
    }

    private static async Task PutLine(ApiRequest request)
    {
        var cart = Grain(request);
        var (sellerId, productId) = (request.Id("sellerId"), request.Id("productId"));
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.QuantityRequest);
        var quantity = Check.Number(body.Quantity, "quantity", 1, Limits.MaxQuantity);
        var command = new PutCartLine(OperationIds.New(), sellerId, productId, quantity, Add: false, preconditions.Version);
        await Answer(request, await request.Call((cart, command), static c => c.cart.PutLine(c.command, Caller.Operator)));
    }

    private static async Task RemoveLine(ApiRequest request)
    {
        var cart = Grain(request);
        var command = new RemoveCartLine(
            OperationIds.New(), request.Id("sellerId"), request.Id("productId"), Preconditions.Of(request).Version);
        await Answer(request, await request.Call((cart, command), static c => c.cart.RemoveLine(c.command, Caller.Operator)));
    }

    private static ICartGrain Grain(ApiRequest request) => request.Grains.GetGrain<ICartGrain>(request.Id("customerId"));

    private static Task Answer(ApiRequest request, Result<CartChange> result) => result.Accepted
        ? Answers.Versioned(request, result.Value, result.Value.Version, ApiJson.Default.CartChange)
        : Answers.Refused(request, result.Refusal);
}
