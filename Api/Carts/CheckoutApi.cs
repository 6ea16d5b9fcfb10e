namespace OrleansMicro.Carts;

/// <summary>The endpoint that makes an order of a cart.</summary>
internal static class CheckoutApi
{
    private const string Example =
        """{"paymentMethod":"tok_ok","shipTo":{"name":"Ann Example","line1":"1 High Street","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}}""";

    public static void MapCheckout(this IEndpointRouteBuilder carts) =>
        carts.MapPost("/checkout", CheckoutAsync).WithName("checkout").WithSummary("Check out a cart")
            .WithDescription(
                "Reserves every line, takes the payment, and creates one package per seller: all or nothing. The response is sent when the order "
                + "has ended, as `paid`, or as `rejected` with the reasons. The same Idempotency-Key always gives the same order. With another "
                + "body it is refused.")
            .WithExample(Example)
            .WithResponse<Order>(201, "The order has ended: paid or rejected.", HeaderNames.ETag, HeaderNames.Location)
            .WithResponse<Order>(
                202, "The order is accepted and will end without another request. Poll its location.",
                HeaderNames.ETag, HeaderNames.Location)
            .WithProblems(409, 422);

    private static async Task<IResult> CheckoutAsync(
        CustomerId customerId, IdempotencyKey key, IfMatch ifMatch, IfNoneMatch ifNoneMatch, Prefer prefer, CheckoutRequest body, Caller caller,
        CartService carts, OrderWaiter orders, CancellationToken cancellation)
    {
        var placed = await carts.CheckoutAsync(customerId, body.ToCommand(customerId, key), new(ifMatch, ifNoneMatch), caller, cancellation);
        return await OrdersApi.WhenEndedAsync(placed, prefer, orders, StatusCodes.Status201Created, caller, cancellation);
    }
}
