using OrleansMicro.Orders;

namespace OrleansMicro.Carts;

/// <summary>Makes an order of a cart.</summary>
internal static class CheckoutApi
{
    private const string Example =
        """{"paymentMethod":"tok_ok","shipTo":{"name":"Ann Example","line1":"1 High Street","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}}""";

    public static void MapCheckoutApi(this ApiRoutes routes)
    {
        routes.Post("/v1/carts/{customerId}/checkout", Checkout, new("checkout", Tags.Carts, "Buy what is in a cart")
        {
            Description =
                "Holds the stock of every line, takes the money, and makes one package per seller: all of it or nothing. The answer comes when the order "
                + "has ended, as `paid` or `rejected` with the reasons. The same Idempotency-Key always gives the same order; with another body it is refused.",
            Body = typeof(CheckoutRequest),
            BodyExample = Example,
            Headers = [Parameters.IdempotencyKey, Parameters.IfMatch, Parameters.Prefer],
            Answers =
            [
                new(201, typeof(Order), "The order has ended: paid or rejected.") { ETag = true, Location = true },
                new(202, typeof(Order), "The order is safely accepted and will end by itself; look at its location.") { ETag = true, Location = true },
            ],
            Problems = [409, 422],
        });
    }

    private static async Task Checkout(ApiRequest request)
    {
        var customerId = request.Id("customerId");
        var key = OperationIds.RequiredKey(request);
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.CheckoutRequest);
        var command = body.ToCommand(Ids.OrderId(customerId, key), preconditions.Version) with { EarlierOrderId = Ids.EarlierOrderId(customerId, key) };
        var cart = request.Grains.GetGrain<ICartGrain>(customerId);
        var result = await request.Call((cart, command), static c => c.cart.Checkout(c.command, Caller.Operator));
        if (!result.Accepted)
        {
            await Answers.Refused(request, result.Refusal);
            return;
        }

        var order = await OrderAnswers.End(request, result.Value.Order);
        await OrderAnswers.Write(request, order, StatusCodes.Status201Created);
    }
}
