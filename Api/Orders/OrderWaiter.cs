using Microsoft.Extensions.Options;

namespace OrleansMicro.Orders;

/// <summary>Waits until an accepted order ends.</summary>
internal sealed class OrderWaiter(IGrainFactory grains, GrainCalls calls, IOptions<ApiOptions> options, TimeProvider clock)
{
    // If the silo dies, a pending call fails only at its response timeout (Cluster:CallTimeout). Wait in shorter slices, so that the next call
    // reaches the new activation.
    private static readonly TimeSpan MaxSlice = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly TimeSpan _timeout = options.Value.CheckoutWait;

    /// <summary>The order at its end, or as it is after <see cref="ApiOptions.CheckoutWait"/>.</summary>
    public Task<Order> WaitAsync(Order order, Caller caller, CancellationToken cancellation) =>
        order.InFlight ? WatchAsync(order, caller, cancellation) : Task.FromResult(order);

    private async Task<Order> WatchAsync(Order order, Caller caller, CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IOrderGrain>(order.OrderId);
        var started = clock.GetTimestamp();
        try
        {
            for (var left = _timeout; order.InFlight && left > TimeSpan.Zero; left = _timeout - clock.GetElapsedTime(started))
            {
                var slice = left < MaxSlice ? left : MaxSlice;
                order = await calls.ExecuteAsync(() => grain.WaitForEnd(slice, caller, cancellation), left, cancellation) ?? order;

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
