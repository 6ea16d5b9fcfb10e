namespace OrleansMicro.Orders;

/// <summary>Answers that wait for an order's end.</summary>
internal static class OrderAnswers
{
    private const string RespondAsync = "respond-async";

    // If the silo dies, a pending call fails only at its response timeout (Cluster:CallTimeout). Wait in slices shorter than that, so that the next call reaches the
    // new activation.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <summary>The order at its end, or as it is if the client does not wait or its wait is over.</summary>
    public static async Task<Order> End(ApiRequest request, Order order)
    {
        if (!order.InFlight)
            return order;

        if (PrefersAsync(request))
        {
            request.Http.Response.Headers["Preference-Applied"] = RespondAsync;
            return order;
        }

        return await Watch(request, order);
    }

    /// <summary>Answers with an order: accepted with 202 while it is in flight.</summary>
    public static Task Write(ApiRequest request, Order order, int statusAtEnd)
    {
        request.Http.Response.Headers.Location = "/v1/orders/" + order.OrderId;
        var status = order.InFlight ? StatusCodes.Status202Accepted : statusAtEnd;
        return Answers.VersionedWhole(request, order, order.Version, ApiJson.Default.Order, status);
    }

    private static async Task<Order> Watch(ApiRequest request, Order order)
    {
        var grain = request.Grains.GetGrain<IOrderGrain>(order.OrderId);
        var calls = request.Backend.Calls;
        var wait = request.Backend.Options.CheckoutWait;
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            for (var left = wait; order.InFlight && left > TimeSpan.Zero; left = wait - TimeProvider.System.GetElapsedTime(started))
            {
                var part = left < LongestCall ? left : LongestCall;
                order = await calls.Call(request.Http, (grain, part), static c => c.grain.WaitForEnd(c.part, Caller.Operator), left) ?? order;

                // An activation that is about to end does not let anybody wait.
                if (order.InFlight)
                    await Task.Delay(Breath, request.Http.RequestAborted);
            }
        }
        catch (Exception e) when (ClusterFailures.Classify(e) is not null)
        {
            // The order is accepted, durably; that its end could not be watched must not look like a failure. It is looked at again by its recovery.
            return order;
        }

        return order;
    }

    private static bool PrefersAsync(ApiRequest request)
    {
        foreach (var line in request.Http.Request.Headers["Prefer"])
        {
            foreach (var preference in line.AsSpan().Split(','))
            {
                if (line.AsSpan(preference).Trim().Equals(RespondAsync, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }
}
