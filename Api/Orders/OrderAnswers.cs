namespace OrleansMicro.Orders;

/// <summary>Answers that wait for an order's end.</summary>
internal static class OrderAnswers
{
    private const string RespondAsync = "respond-async";

    /// <summary>The order at its end, or as it is when the client does not want to wait or our patience is over.</summary>
    public static async Task<Order> End(ApiRequest request, Order order)
    {
        if (!order.InFlight)
            return order;

        if (PrefersAsync(request))
        {
            request.Http.Response.Headers["Preference-Applied"] = RespondAsync;
            return order;
        }

        var grain = request.Grains.GetGrain<IOrderGrain>(order.OrderId);
        try
        {
            return await GrainCalls.Call((grain, request.Backend.Options.Patience), static c => c.grain.WaitForEnd(c.Patience)) ?? order;
        }
        catch (Exception e) when (GrainCalls.IsUnavailable(e))
        {
            // The order is accepted, durably; that its end could not be watched must not look like a failure.
            return order;
        }
    }

    /// <summary>Answers with an order: accepted with 202 while it is in flight.</summary>
    public static Task Write(ApiRequest request, Order order, int statusAtEnd)
    {
        request.Http.Response.Headers.Location = "/v1/orders/" + order.OrderId;
        var status = order.InFlight ? StatusCodes.Status202Accepted : statusAtEnd;
        return Answers.Versioned(request, order, order.Version, ApiJson.Default.Order, status);
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
