namespace OrleansMicro.Orders;

/// <summary>The cancellation of an order.</summary>
[OptionalBody]
internal sealed class CancelOrderRequest : JsonRequest<CancelOrderRequest>
{
    /// <summary>For people.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Reason { get; set; }

    // One id for all requests: an order is cancelled once.
    public CancelOrder ToCommand() => new("cancel", Reason);
}

/// <summary>The events of an order.</summary>
/// <param name="Items">Oldest first.</param>
internal sealed record OrderHistoryResponse(ImmutableArray<OrderEvent> Items);

/// <summary>The money of an order, in the books of the shop and of the acquirer.</summary>
/// <param name="Payment">The books of the shop.</param>
/// <param name="Acquirer">The books of the simulated acquirer; all zero with a real payment provider.</param>
internal sealed record OrderPaymentResponse(Payment Payment, AcquirerBooks Acquirer);
