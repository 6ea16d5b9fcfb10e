namespace OrleansMicro.Customers;

/// <summary>Endpoints of customers.</summary>
internal static class CustomersApi
{
    private const string Example =
        """{"name":"Ann Example","email":"ann@example.com","addresses":[{"name":"Ann","line1":"1 High Street","city":"Leeds","country":"GB"}]}""";

    public static void MapCustomersApi(this IEndpointRouteBuilder v1)
    {
        var customers = v1.MapGroup("/customers/{customerId}").WithTags(Tags.Customers);
        customers.MapPut("", PutAsync).WithName("putCustomer").WithSummary("Create or replace a customer's profile")
            .WithExample(Example).WithPutResponses<Customer>();
        customers.MapGet("", GetAsync).WithName("getCustomer").WithSummary("Get a customer's profile")
            .WithResponse<Customer>(200, "The profile.", HeaderNames.ETag).WithProblems(404);
        customers.MapGet("/orders", ListOrdersAsync).WithName("listCustomerOrders").WithSummary("List a customer's orders, newest first")
            .WithDescription("Rejected and cancelled orders are included. A guest without a profile has a list too, from the first order on.")
            .WithResponse<PageResponse<Order>>(200, "A part of the list.").WithProblems(404);
    }

    private static async Task<IResult> PutAsync(
        CustomerId customerId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, PutCustomerRequest body, Caller caller, CustomerService customers,
        CancellationToken cancellation) =>
        ApiResults.Put(await customers.PutAsync(
            customerId, body.ToCommand(Preconditions.For(ifMatch, ifNoneMatch, TagVariant.Count)), caller, cancellation), TagOf);

    private static async Task<IResult> GetAsync(CustomerId customerId, Caller caller, CustomerService customers, CancellationToken cancellation) =>
        ApiResults.Tagged(await customers.GetAsync(customerId, caller, cancellation), TagOf);

    private static async Task<IResult> ListOrdersAsync(
        CustomerId customerId, Page page, Cursors cursors, Caller caller, CustomerService customers, CancellationToken cancellation)
    {
        var list = $"customer-orders/{customerId.Value}";
        var result = await customers.ListOrdersAsync(customerId, cursors.Read(page.Cursor, list), page.Limit, caller, cancellation);
        return ApiResults.Page(result, cursors, list);
    }

    private static EntityTag TagOf(Customer customer) => EntityTag.For(customer.Version, customer.OrderCount);
}

/// <summary>A customer's profile.</summary>
internal sealed class PutCustomerRequest : JsonRequest<PutCustomerRequest>
{
    /// <summary>The customer's name.</summary>
    [JsonRequired, Line(Limits.MaxNameLength)] public string Name { get; set; } = "";

    /// <summary>For notices.</summary>
    [Email] public string? Email { get; set; }

    /// <summary>Addresses to ship to. Empty if left out.</summary>
    [MaxEntries(Limits.MaxAddresses)] public List<AddressRequest>? Addresses { get; set; }

    public PutCustomer ToCommand(VersionCondition versions) =>
        new(OperationId.Create(), Name, Email, Addresses is null ? [] : [.. Addresses.Select(address => address.ToAddress())], versions);
}
