using OrleansMicro.Payments;

namespace OrleansMicro.Orders;

/// <summary>What a client can do with an order.</summary>
internal sealed class OrderService(IGrainFactory grains, GrainCalls calls)
{
    public async Task<Result<Order>> GetAsync(string orderId, Caller caller, CancellationToken cancellation)
    {
        if (await calls.ExecuteAsync(() => Grain(orderId).Get(caller, cancellation), cancellation) is { } order)
            return order;

        return NotFound(orderId);
    }

    public async Task<Result<OrderHistoryResponse>> GetHistoryAsync(string orderId, Caller caller, CancellationToken cancellation)
    {
        var events = await calls.ExecuteAsync(() => Grain(orderId).GetHistory(caller, cancellation), cancellation);
        return events.IsDefaultOrEmpty ? NotFound(orderId) : new OrderHistoryResponse(events);
    }

    public async Task<Result<OrderPaymentResponse>> GetPaymentAsync(string orderId, Caller caller, CancellationToken cancellation)
    {
        if (await calls.ExecuteAsync(() => grains.GetGrain<IPaymentGrain>(orderId).Get(caller, cancellation), cancellation) is not { } payment)
            return new Refusal(RefusalCodes.NotFound, $"Order '{orderId}' has no payment.", OrderId.Name);

        var acquirer = await calls.ExecuteAsync(() => grains.GetGrain<ISimulatedAcquirerGrain>(orderId).GetBooks(caller, cancellation), cancellation);
        return new OrderPaymentResponse(payment, acquirer);
    }

    /// <summary>Accepts the cancellation; see <see cref="OrderWaiter"/> for its end.</summary>
    public Task<Result<Order>> CancelAsync(string orderId, CancelOrder command, Caller caller, CancellationToken cancellation) =>
        calls.ExecuteAsync(() => Grain(orderId).Cancel(command, caller), cancellation);

    private IOrderGrain Grain(string orderId) => grains.GetGrain<IOrderGrain>(orderId);

    private static Refusal NotFound(string orderId) => new(RefusalCodes.NotFound, $"Order '{orderId}' does not exist.", OrderId.Name);
}
