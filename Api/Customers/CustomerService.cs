using OrleansMicro.Orders;

namespace OrleansMicro.Customers;

/// <summary>What a client can do with customers.</summary>
internal sealed class CustomerService(IGrainFactory grains, GrainCalls calls)
{
    public Task<Result<Customer>> PutAsync(string customerId, PutCustomer command, Preconditions preconditions, CancellationToken cancellation) =>
        preconditions.ExecuteAsync(
            async () => (await FindAsync(customerId, cancellation))?.Version,
            expected => calls.ExecuteAsync(() => Grain(customerId).Put(command with { ExpectedVersion = expected }), cancellation));

    public async Task<Result<Customer>> GetAsync(string customerId, CancellationToken cancellation)
    {
        if (await FindAsync(customerId, cancellation) is { } customer)
            return customer;

        return new Refusal(RefusalCodes.NotFound, $"Customer '{customerId}' has no profile.", CustomerId.Name);
    }

    public async Task<Result<Page<Order>>> ListOrdersAsync(string customerId, long? cursor, int limit, CancellationToken cancellation)
    {
        var page = await calls.ExecuteAsync(() => Grain(customerId).ListOrders(cursor, limit), cancellation);
        if (page.Items.IsEmpty && cursor is null && await FindAsync(customerId, cancellation) is null)
            return new Refusal(RefusalCodes.NotFound, $"Customer '{customerId}' has neither a profile nor orders.", CustomerId.Name);

        // An order is listed before it is placed. If it was never placed, the id stays in the list.
        var orders = await Task.WhenAll(page.Items.Select(
            orderId => calls.ExecuteAsync(() => grains.GetGrain<IOrderGrain>(orderId).Get(), cancellation)));
        return new Page<Order>([.. orders.OfType<Order>()], page.Next);
    }

    private Task<Customer?> FindAsync(string customerId, CancellationToken cancellation) => calls.ExecuteAsync(() => Grain(customerId).Get(), cancellation);

    private ICustomerGrain Grain(string customerId) => grains.GetGrain<ICustomerGrain>(customerId);
}
