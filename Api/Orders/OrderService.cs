namespace OrleansMicro.Orders;

/// <summary>What a client can do with an order.</summary>
internal sealed class OrderService(GrainCalls grains)
{
    public async Task<Result<Order>> GetAsync(string orderId, Caller caller, CancellationToken cancellation) =>
        await grains.CallAsync(orderId, (IOrderGrain o) => o.Get(caller, cancellation), cancellation) is { } order ? order : NotFound(orderId);

    public async Task<Result<OrderHistoryResponse>> GetHistoryAsync(string orderId, Caller caller, CancellationToken cancellation)
    {
        var events = await grains.CallAsync(orderId, (IOrderGrain order) => order.GetHistory(caller, cancellation), cancellation);
        return events.IsDefaultOrEmpty ? NotFound(orderId) : new OrderHistoryResponse(events);
    }

    public async Task<Result<OrderPaymentResponse>> GetPaymentAsync(string orderId, Caller caller, CancellationToken cancellation)
    {
        if (await grains.CallAsync(orderId, (IPaymentGrain payment) => payment.Get(caller, cancellation), cancellation) is not { } payment)
            return new Refusal(RefusalCodes.NotFound, $"Order '{orderId}' has no payment.", OrderId.Name);
        var books = await grains.CallAsync(orderId, (ISimulatedAcquirerGrain acquirer) => acquirer.GetBooks(caller, cancellation), cancellation);
        return new OrderPaymentResponse(payment, books);
    }

    /// <summary>Accepts the cancellation; see <see cref="OrderWaiter"/> for its end.</summary>
    public Task<Result<Order>> CancelAsync(string orderId, CancelOrder command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(orderId, (IOrderGrain order) => order.Cancel(command, caller), cancellation);

    private static Refusal NotFound(string orderId) => new(RefusalCodes.NotFound, $"Order '{orderId}' does not exist.", OrderId.Name);
}
