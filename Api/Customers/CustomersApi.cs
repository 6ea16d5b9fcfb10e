using OrleansMicro.Orders;

namespace OrleansMicro.Customers;

/// <summary>Who buys.</summary>
internal static class CustomersApi
{
    private const string Example =
        """{"name":"Ann Example","email":"ann@example.com","addresses":[{"name":"Ann Example","line1":"1 High Street","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}]}""";

    public static void MapCustomersApi(this ApiRoutes routes)
    {
        routes.Put("/v1/customers/{customerId}", Put, new("putCustomer", Tags.Customers, "Create or replace a customer's profile")
        {
            Body = typeof(PutCustomerRequest),
            BodyExample = Example,
            Headers = Parameters.Put,
            Answers =
            [
                new(200, typeof(Customer), "Replaced.") { ETag = true },
                new(201, typeof(Customer), "Created.") { ETag = true, Location = true },
            ],
        });
        routes.Get("/v1/customers/{customerId}", Get, new("getCustomer", Tags.Customers, "A customer's profile")
        {
            Answers = [new(200, typeof(Customer), "The profile.") { ETag = true }],
            Problems = [404],
        });
        routes.Get("/v1/customers/{customerId}/orders", ListOrders, new("listCustomerOrders", Tags.Customers, "A customer's orders, newest first")
        {
            Description = "Rejected and cancelled orders are listed too. A customer without a profile has orders as well.",
            Query = Parameters.Paging,
            Answers = [new(200, typeof(PageResponse<Order>), "A part of the list.")],
            Problems = [404],
        });
    }

    private static async Task Put(ApiRequest request)
    {
        var customer = request.Grains.GetGrain<ICustomerGrain>(request.Id("customerId"));
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.PutCustomerRequest);
        var command = body.ToCommand(OperationIds.New(), preconditions.Version);
        if (preconditions.MustExist && await request.Call(customer, static c => c.Get(Caller.Operator)) is null)
        {
            await Answers.Refused(request, Preconditions.Missing());
            return;
        }

        var result = await request.Call((customer, command), static c => c.customer.Put(c.command, Caller.Operator));
        await (result.Accepted
            ? Answers.Put(request, result.Value, result.Value.Version, ApiJson.Default.Customer)
            : Answers.Refused(request, result.Refusal));
    }

    private static async Task Get(ApiRequest request)
    {
        var id = request.Id("customerId");
        var customer = await request.Call(request.Grains.GetGrain<ICustomerGrain>(id), static c => c.Get(Caller.Operator));
        await (customer is null
            ? Answers.NotFound(request, "customerId", $"Customer '{id}' has no profile.")
            : Answers.Versioned(request, customer, customer.Version, ApiJson.Default.Customer));
    }

    private static async Task ListOrders(ApiRequest request)
    {
        var id = request.Id("customerId");
        var list = $"customer-orders/{id}";
        var paging = Paging.Of(request, list);
        var customer = request.Grains.GetGrain<ICustomerGrain>(id);
        var page = await request.Call((customer, paging), static c => c.customer.ListOrders(c.paging.Cursor, c.paging.Limit, Caller.Operator));
        if (page is null)
        {
            await Answers.NotFound(request, "customerId", $"There is no customer '{id}'.");
            return;
        }

        var next = page.Next is { } position ? request.Backend.Cursors.Write(position, list) : null;

        // An order enters the list while it is being placed, so one that never came to be placed may be listed.
        var orders = await Task.WhenAll(page.Items.Select(
            orderId => request.Call(request.Grains.GetGrain<IOrderGrain>(orderId), static o => o.Get(Caller.Operator))));
        await Answers.Json(request, new PageResponse<Order>([.. orders.OfType<Order>()], next), ApiJson.Default.PageResponseOrder);
    }
}
