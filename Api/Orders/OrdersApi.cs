using OrleansMicro.Payments;

namespace OrleansMicro.Orders;

/// <summary>What was bought.</summary>
internal static class OrdersApi
{
    private const string OrderRoute = "/v1/orders/{orderId}";

    public static void MapOrdersApi(this ApiRoutes routes)
    {
        routes.Get(OrderRoute, Get, new("getOrder", Tags.Orders, "An order")
        {
            Answers = [new(200, typeof(Order), "The order as it is now.") { ETag = true }],
            Problems = [404],
        });
        routes.Get(OrderRoute + "/history", History, new("getOrderHistory", Tags.Orders, "What happened to an order, oldest first")
        {
            Answers = [new(200, typeof(OrderHistoryResponse), "The events, numbered 1, 2, 3, ... without a gap.")],
            Problems = [404],
        });
        routes.Get(OrderRoute + "/payment", GetPayment, new("getOrderPayment", Tags.Orders, "The money of an order")
        {
            Answers = [new(200, typeof(OrderPaymentResponse), "Our books and those of the simulated acquirer.")],
            Problems = [404],
        });
        routes.Post(OrderRoute + "/cancel", Cancel, new("cancelOrder", Tags.Orders, "Cancel a paid order before any of it is shipped")
        {
            Description = "Gives the money back and puts the units back into stock. Repeating it gives the cancelled order.",
            Body = typeof(CancelOrderRequest),
            BodyOptional = true,
            BodyExample = """{"reason":"ordered twice"}""",
            Headers = [Parameters.Prefer],
            Answers =
            [
                new(200, typeof(Order), "The order is cancelled.") { ETag = true, Location = true },
                new(202, typeof(Order), "The cancellation is safely accepted and will end by itself; look at the order's location.") { ETag = true, Location = true },
            ],
            Problems = [404, 409],
        });
    }

    private static async Task Get(ApiRequest request)
    {
        var order = await request.Call(Grain(request), static o => o.Get(Caller.Operator));
        await (order is null ? Unknown(request) : Answers.VersionedWhole(request, order, order.Version, ApiJson.Default.Order));
    }

    private static async Task History(ApiRequest request)
    {
        var events = await request.Call(Grain(request), static o => o.GetHistory(Caller.Operator));
        await (events.IsDefaultOrEmpty
            ? Unknown(request)
            : Answers.Json(request, new OrderHistoryResponse(events), ApiJson.Default.OrderHistoryResponse));
    }

    private static async Task GetPayment(ApiRequest request)
    {
        var id = request.Id("orderId");
        var payment = await request.Call(request.Grains.GetGrain<IPaymentGrain>(id), static p => p.Get(Caller.Operator));
        if (payment is null)
        {
            await Answers.NotFound(request, "orderId", "No money was ever asked for under this order.");
            return;
        }

        var books = await request.Call(request.Grains.GetGrain<ISimulatedAcquirerGrain>(id), static a => a.GetBooks(Caller.Operator));
        await Answers.Json(request, new OrderPaymentResponse(payment, books), ApiJson.Default.OrderPaymentResponse);
    }

    private static async Task Cancel(ApiRequest request)
    {
        var order = Grain(request);
        var body = await JsonBody.ReadOptional(request, ApiJson.Default.CancelOrderRequest);

        // One id for all: an order is cancelled once, whoever asks for it and however often.
        var command = new CancelOrder("cancel", Check.Optional(body?.Reason, "reason", Limits.MaxTextLength));
        var result = await request.Call((order, command), static c => c.order.Cancel(c.command, Caller.Operator));
        await (result.Accepted
            ? OrderAnswers.Write(request, await OrderAnswers.End(request, result.Value), StatusCodes.Status200OK)
            : Answers.Refused(request, result.Refusal));
    }

    private static IOrderGrain Grain(ApiRequest request) => request.Grains.GetGrain<IOrderGrain>(request.Id("orderId"));

    private static Task Unknown(ApiRequest request) => Answers.NotFound(request, "orderId", $"There is no order '{request.Id("orderId")}'.");
}
