using System.Collections.Immutable;

namespace OrleansMicro.Orders;

/// <summary>What a step's effects came to. Effects may be repeated; what they come to must then be the same or later.</summary>
public abstract record CheckoutEvent
{
    private CheckoutEvent()
    {
    }

    /// <summary>Every line was asked for.</summary>
    /// <param name="Refusals">One per line of the order: the code of the refusal, or null for what is held.</param>
    public sealed record Reserved(ImmutableArray<string?> Refusals) : CheckoutEvent;

    /// <summary>The money is held.</summary>
    /// <param name="Reference">The provider's name for the hold.</param>
    public sealed record Authorised(string? Reference) : CheckoutEvent;

    /// <summary>The provider will not pay, for certain.</summary>
    public sealed record PaymentRefused(string Code, string Message) : CheckoutEvent;

    /// <summary>Every unit is off the stock, and the customer's list has the order.</summary>
    public sealed record Confirmed : CheckoutEvent;

    /// <summary>Reservations expired or were lost and the units went to somebody else; the customer's list has the order.</summary>
    /// <param name="Refusals">One per line, as in <see cref="Reserved"/>.</param>
    public sealed record LinesLost(ImmutableArray<string?> Refusals) : CheckoutEvent;

    /// <summary>The money is taken.</summary>
    public sealed record Captured : CheckoutEvent;

    /// <summary>Packages, ledgers and cart are done.</summary>
    public sealed record Finished : CheckoutEvent;

    /// <summary>Nothing is held any more and nothing will be.</summary>
    public sealed record Undone : CheckoutEvent;

    /// <summary>The customer wants the paid order cancelled.</summary>
    public sealed record CancelAsked(string OperationId, string? Reason) : CheckoutEvent;

    /// <summary>The shipment stopped for good.</summary>
    public sealed record ShipmentStopped : CheckoutEvent;

    /// <summary>A package is on its way already.</summary>
    public sealed record ShipmentGone : CheckoutEvent;

    /// <summary>The money and the units went back.</summary>
    public sealed record Refunded : CheckoutEvent;

    /// <summary>A product knows of a newer token, so the order must be written again before it goes on.</summary>
    /// <param name="SettledUntil">The token that the next one must pass.</param>
    public sealed record Superseded(long SettledUntil) : CheckoutEvent;

    /// <summary>The step could not be finished for now: a participant failed, was busy, or does not know.</summary>
    public sealed record Unresolved(string Code, string Message) : CheckoutEvent;
}
