namespace OrleansMicro.Orders;

/// <summary>What a client can do with an order.</summary>
internal sealed class OrderService(GrainCalls grains, OrderWaiter waiter)
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

    /// <summary>Accepts the cancellation, and waits for its end unless the client does not.</summary>
    public async Task<Result<CheckoutResult>> CancelAsync(
        string orderId, CancelOrder command, Prefer prefer, Caller caller, CancellationToken cancellation)
    {
        var accepted = await grains.CallAsync(orderId, (IOrderGrain order) => order.Cancel(command, caller), cancellation);
        Result<CheckoutResult> result = accepted.Accepted ? new CheckoutResult(accepted.Value) : accepted.Refusal;
        return prefer.RespondAsync ? result : await waiter.WhenEndedAsync(result, TimeSpan.Zero, caller, cancellation);
    }

    private static Refusal NotFound(string orderId) => new(RefusalCodes.NotFound, $"Order '{orderId}' does not exist.", OrderId.Name);
}

/// <summary>Waits until an accepted order ends.</summary>
internal sealed class OrderWaiter(GrainCalls grains, IOptions<ApiOptions> options, TimeProvider clock)
{
    // Slices are short, so the calls need no cancellation, which costs time on each checkout. If the silo dies, a pending call fails only at its
    // response timeout (Cluster:CallTimeout). Wait in shorter slices, so that the next call reaches the new activation.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>With the order at its end, or as it is after <see cref="ApiOptions.CheckoutWait"/>, some of which has passed.</summary>
    public async Task<Result<CheckoutResult>> WhenEndedAsync(
        Result<CheckoutResult> result, TimeSpan waited, Caller caller, CancellationToken cancellation)
    {
        if (result.Value is not { Order: { InFlight: true } order })
            return result;
        var timeout = options.Value.CheckoutWait - waited;
        var started = clock.GetTimestamp();
        try
        {
            for (var left = timeout; order.InFlight && left > TimeSpan.Zero; left = timeout - clock.GetElapsedTime(started))
            {
                var slice = left < Limits.MaxCallWait ? left : Limits.MaxCallWait;
                order = await grains.CallAsync(
                    order.OrderId, (IOrderGrain grain) => grain.WaitForEnd(slice, caller), cancellation, retryTimeout: left) ?? order;

                // An activation that is about to end answers at once.
                if (order.InFlight)
                    await Task.Delay(Pause, clock, cancellation);
            }
        }
        catch (Exception e) when (ClusterFailures.Classify(e) is not null)
        {
            // The order is accepted and durable: its recovery completes it. A failed wait must not look like a failed order.
            return result.Value with { Order = order };
        }

        return result.Value with { Order = order };
    }
}
