namespace OrleansMicro.Orders;

/// <summary>Waits until an accepted order ends.</summary>
internal sealed class OrderWaiter(GrainCalls grains, IOptions<ApiOptions> options, TimeProvider clock)
{
    // Slices are short, so the calls need no cancellation, which costs time on each checkout. If the silo dies, a pending call fails only at its
    // response timeout (Cluster:CallTimeout). Wait in shorter slices, so that the next call reaches the new activation.
    private static readonly TimeSpan MaxSlice = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The order at its end, or as it is after <see cref="ApiOptions.CheckoutWait"/>.</summary>
    public async Task<Order> WaitAsync(Order order, Caller caller, CancellationToken cancellation)
    {
        if (!order.InFlight)
            return order;
        var timeout = options.Value.CheckoutWait;
        var started = clock.GetTimestamp();
        try
        {
            for (var left = timeout; order.InFlight && left > TimeSpan.Zero; left = timeout - clock.GetElapsedTime(started))
            {
                var slice = left < MaxSlice ? left : MaxSlice;
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
            return order;
        }

        return order;
    }
}
