namespace OrleansMicro.Orders;

/// <summary>Results of requests that start or change an order.</summary>
internal static class OrderResults
{
    /// <summary>The order when it has ended; 202 if it is still in flight, because the client does not wait or the order takes long.</summary>
    /// <param name="accepted">The order as accepted, or the refusal.</param>
    /// <param name="prefer">Whether the client waits.</param>
    /// <param name="waiter">Waits.</param>
    /// <param name="statusWhenEnded">The status of an order that has ended.</param>
    /// <param name="caller">The client.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    public static async Task<IResult> WhenEndedAsync(
        Result<Order> accepted, Prefer prefer, OrderWaiter waiter, int statusWhenEnded, Caller caller, CancellationToken cancellation)
    {
        if (!accepted.Accepted)
            return ApiResults.Refused(accepted.Refusal);

        var order = prefer.RespondAsync ? accepted.Value : await waiter.WaitAsync(accepted.Value, caller, cancellation);
        return new ApiResult<Order>(order)
        {
            ETag = TagOf(order),
            Status = order.InFlight ? StatusCodes.Status202Accepted : statusWhenEnded,
            Location = "/v1/orders/" + order.OrderId,
            IsPreferenceApplied = prefer.RespondAsync && accepted.Value.InFlight,
        };
    }

    public static EntityTag TagOf(Order order) => EntityTag.For(order.Version);
}
