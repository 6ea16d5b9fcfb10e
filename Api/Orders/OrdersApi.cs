namespace OrleansMicro.Orders;

/// <summary>Endpoints of orders.</summary>
internal static class OrdersApi
{
    public static void MapOrdersApi(this IEndpointRouteBuilder v1)
    {
        var orders = v1.MapGroup("/orders/{orderId}").WithTags(Tags.Orders);
        orders.MapGet("", GetAsync).WithName("getOrder").WithSummary("Get an order")
            .WithResponse<Order>(200, "The order.", HeaderNames.ETag).WithProblems(404);
        orders.MapGet("/history", GetHistoryAsync).WithName("getOrderHistory").WithSummary("Get the events of an order, oldest first")
            .WithResponse<OrderHistoryResponse>(200, "The events, numbered 1, 2, 3, ... without a gap.").WithProblems(404);
        orders.MapGet("/payment", GetPaymentAsync).WithName("getOrderPayment").WithSummary("Get the payment of an order")
            .WithResponse<OrderPaymentResponse>(200, "The books of the shop and of the simulated acquirer.").WithProblems(404);
        orders.MapPost("/cancel", CancelAsync).WithName("cancelOrder").WithSummary("Cancel a paid order before any of it is shipped")
            .WithDescription("Refunds the payment and returns the units to stock. Repeating the request gives the cancelled order.")
            .WithExample("""{"reason":"ordered twice"}""")
            .WithResponse<Order>(200, "The order is cancelled.", HeaderNames.ETag, HeaderNames.Location)
            .WithResponse<Order>(
                202, "The cancellation is accepted and will end. Poll the order.", HeaderNames.ETag, HeaderNames.Location)
            .WithProblems(404, 409);
    }

    private static async Task<IResult> GetAsync(OrderId orderId, Caller caller, OrderService orders, CancellationToken cancellation) =>
        ApiResults.Tagged(await orders.GetAsync(orderId, caller, cancellation), TagOf);

    private static async Task<IResult> GetHistoryAsync(OrderId orderId, Caller caller, OrderService orders, CancellationToken cancellation) =>
        ApiResults.Ok(await orders.GetHistoryAsync(orderId, caller, cancellation));

    private static async Task<IResult> GetPaymentAsync(OrderId orderId, Caller caller, OrderService orders, CancellationToken cancellation) =>
        ApiResults.Ok(await orders.GetPaymentAsync(orderId, caller, cancellation));

    private static async Task<IResult> CancelAsync(
        OrderId orderId, Prefer prefer, CancelOrderRequest body, Caller caller, OrderService orders, CancellationToken cancellation) =>
        Answer(await orders.CancelAsync(orderId, body.ToCommand(), prefer, caller, cancellation), prefer, StatusCodes.Status200OK);

    /// <summary>The order; 202 if it is still in flight, because the client does not wait or the order takes long.</summary>
    public static IResult Answer(Result<CheckoutResult> result, Prefer prefer, int statusWhenEnded)
    {
        if (!result.Accepted)
            return ApiResults.Refused(result.Refusal);
        var (order, isReplayed, hasCartChanged) = result.Value;
        return new ApiResult<Order>(hasCartChanged ? order with { CartChanged = true } : order)
        {
            ETag = TagOf(order),
            Status = order.InFlight ? StatusCodes.Status202Accepted : statusWhenEnded,
            Location = "/v1/orders/" + order.OrderId,
            IsPreferenceApplied = prefer.RespondAsync && order.InFlight,
            IsReplayed = isReplayed,
        };
    }

    private static EntityTag TagOf(Order order) => EntityTag.For(order.Version);
}

/// <summary>The cancellation of an order.</summary>
[OptionalBody]
internal sealed class CancelOrderRequest : JsonRequest<CancelOrderRequest>
{
    /// <summary>For people.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Reason { get; set; }

    // One id for all requests: an order is cancelled once.
    public CancelOrder ToCommand() => new("cancel", Reason);
}

/// <summary>The events of an order.</summary>
/// <param name="Items">Oldest first.</param>
internal sealed record OrderHistoryResponse(ImmutableArray<OrderEvent> Items);

/// <summary>The money of an order, in the books of the shop and of the acquirer.</summary>
/// <param name="Payment">The books of the shop.</param>
/// <param name="Acquirer">The books of the simulated acquirer; all zero with a real payment provider.</param>
internal sealed record OrderPaymentResponse(Payment Payment, AcquirerBooks Acquirer);
