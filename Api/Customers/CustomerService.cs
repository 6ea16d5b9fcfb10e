namespace OrleansMicro.Customers;

/// <summary>What a client can do with customers.</summary>
internal sealed class CustomerService(GrainCalls grains)
{
    public Task<Result<Customer>> PutAsync(string customerId, PutCustomer command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(customerId, (ICustomerGrain customer) => customer.Put(command, caller), cancellation);

    public async Task<Result<Customer>> GetAsync(string customerId, Caller caller, CancellationToken cancellation) =>
        await FindAsync(customerId, caller, cancellation) is { } customer
            ? customer
            : new Refusal(RefusalCodes.NotFound, $"Customer '{customerId}' has no profile.", CustomerId.Name);

    public async Task<Result<Page<Order>>> ListOrdersAsync(string customerId, long? cursor, int limit, Caller caller, CancellationToken cancellation)
    {
        var page = await grains.CallAsync(customerId, (ICustomerGrain grain) => grain.ListOrders(cursor, limit, caller, cancellation), cancellation);
        if (page is null)
            return new Refusal(RefusalCodes.NotFound, $"Customer '{customerId}' has neither a profile nor orders.", CustomerId.Name);

        // An earlier version listed an order before it placed it. If it was never placed, the id stays in the list.
        var orders = await Task.WhenAll(page.Items.Select(
            orderId => grains.CallAsync(orderId, (IOrderGrain order) => order.Get(caller, cancellation), cancellation)));
        return new Page<Order>([.. orders.OfType<Order>()], page.Next);
    }

    private Task<Customer?> FindAsync(string customerId, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(customerId, (ICustomerGrain customer) => customer.Get(caller, cancellation), cancellation);
}
