using OrleansMicro.Orders;

namespace OrleansMicro.Customers;

/// <summary>What a client can do with customers.</summary>
internal sealed class CustomerService(IGrainFactory grains, GrainCalls calls)
{
    public Task<Result<Customer>> PutAsync(
        string customerId, PutCustomer command, Preconditions preconditions, Caller caller, CancellationToken cancellation) =>
        preconditions.ExecuteAsync(
            async () => (await FindAsync(customerId, caller, cancellation))?.Version,
            expected => calls.ExecuteAsync(() => Grain(customerId).Put(command with { ExpectedVersion = expected }, caller), cancellation));

    public async Task<Result<Customer>> GetAsync(string customerId, Caller caller, CancellationToken cancellation)
    {
        if (await FindAsync(customerId, caller, cancellation) is { } customer)
            return customer;

        return new Refusal(RefusalCodes.NotFound, $"Customer '{customerId}' has no profile.", CustomerId.Name);
    }

    public async Task<Result<Page<Order>>> ListOrdersAsync(string customerId, long? cursor, int limit, Caller caller, CancellationToken cancellation)
    {
        var page = await calls.ExecuteAsync(() => Grain(customerId).ListOrders(cursor, limit, caller, cancellation), cancellation);
        if (page.Items.IsEmpty && cursor is null && await FindAsync(customerId, caller, cancellation) is null)
            return new Refusal(RefusalCodes.NotFound, $"Customer '{customerId}' has neither a profile nor orders.", CustomerId.Name);

        // An order is listed before it is placed. If it was never placed, the id stays in the list.
        var orders = await Task.WhenAll(page.Items.Select(
            orderId => calls.ExecuteAsync(() => grains.GetGrain<IOrderGrain>(orderId).Get(caller, cancellation), cancellation)));
        return new Page<Order>([.. orders.OfType<Order>()], page.Next);
    }

    private Task<Customer?> FindAsync(string customerId, Caller caller, CancellationToken cancellation) =>
        calls.ExecuteAsync(() => Grain(customerId).Get(caller, cancellation), cancellation);

    private ICustomerGrain Grain(string customerId) => grains.GetGrain<ICustomerGrain>(customerId);
}
