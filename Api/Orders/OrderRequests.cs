using System.ComponentModel.DataAnnotations;
using OrleansMicro.Payments;

namespace OrleansMicro.Orders;

/// <summary>Why an order is cancelled.</summary>
internal sealed class CancelOrderRequest
{
    /// <summary>For people.</summary>
    [MaxLength(Limits.MaxTextLength)]
    public string? Reason { get; set; }
}

/// <summary>What happened to an order.</summary>
/// <param name="Items">Oldest first.</param>
internal sealed record OrderHistoryResponse(ImmutableArray<OrderEvent> Items);

/// <summary>The money of an order, in our books and in the acquirer's.</summary>
/// <param name="Payment">Our books.</param>
/// <param name="Acquirer">The books of the simulated acquirer; all zero with a real payment provider.</param>
internal sealed record OrderPaymentResponse(Payment Payment, AcquirerBooks Acquirer);
