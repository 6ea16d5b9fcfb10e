namespace OrleansMicro.Orders;

/// <summary>Endpoints of orders.</summary>
internal static class OrdersApi
{
    public static void MapOrdersApi(this IEndpointRouteBuilder v1)
    {
        var orders = v1.MapGroup("/orders/{orderId}").WithTags(Tags.Orders);
        orders.MapGet("", GetAsync).WithName("getOrder").WithSummary("Get an order")
            .WithResponse<Order>(200, "The order.", ApiResponseExtensions.ETag).WithProblems(404);
        orders.MapGet("/history", GetHistoryAsync).WithName("getOrderHistory").WithSummary("Get the events of an order, oldest first")
            .WithResponse<OrderHistoryResponse>(200, "The events, numbered 1, 2, 3, ... without a gap.").WithProblems(404);
        orders.MapGet("/payment", GetPaymentAsync).WithName("getOrderPayment").WithSummary("Get the payment of an order")
            .WithResponse<OrderPaymentResponse>(200, "The books of the shop and of the simulated acquirer.").WithProblems(404);
        orders.MapPost("/cancel", CancelAsync).WithName("cancelOrder").WithSummary("Cancel a paid order before any of it is shipped")
            .WithDescription("Refunds the payment and returns the units to stock. Repeating the request gives the cancelled order.")
            .WithExample("""{"reason":"ordered twice"}""")
            .WithResponse<Order>(200, "The order is cancelled.", ApiResponseExtensions.ETag, ApiResponseExtensions.Location)
            .WithResponse<Order>(
                202, "The cancellation is accepted and will end without another request. Poll the order.",
                ApiResponseExtensions.ETag, ApiResponseExtensions.Location)
            .WithProblems(404, 409);
    }

    private static async Task<IResult> GetAsync(OrderId orderId, OrderService orders, CancellationToken cancellation) =>
        ApiResults.Tagged(await orders.GetAsync(orderId, cancellation), OrderResults.TagOf);

    private static async Task<IResult> GetHistoryAsync(OrderId orderId, OrderService orders, CancellationToken cancellation) =>
        ApiResults.Ok(await orders.GetHistoryAsync(orderId, cancellation));

    private static async Task<IResult> GetPaymentAsync(OrderId orderId, OrderService orders, CancellationToken cancellation) =>
        ApiResults.Ok(await orders.GetPaymentAsync(orderId, cancellation));

    private static async Task<IResult> CancelAsync(
        OrderId orderId, Prefer prefer, CancelOrderRequest body, OrderService orders, OrderWaiter waiter, CancellationToken cancellation)
    {
        var accepted = await orders.CancelAsync(orderId, body.ToCommand(), cancellation);
        return await OrderResults.WhenEndedAsync(accepted, prefer, waiter, StatusCodes.Status200OK, cancellation);
    }
}
