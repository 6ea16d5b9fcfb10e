namespace OrleansMicro.Orders;

/// <summary>The request of a checkout.</summary>
/// <param name="Fingerprint">A hash of the request's body: the same idempotency key with another body is refused.</param>
/// <param name="PaymentMethod">The provider's token of the card or account; never a card number.</param>
/// <param name="ShipTo">Where it goes.</param>
/// <param name="AllowPartial">Whether lines that are out of stock are left out instead of rejecting the order.</param>
[GenerateSerializer, Immutable, Alias("om.order.terms")]
public sealed record OrderTerms(
    [property: Id(0)] string Fingerprint,
    [property: Id(1)] string PaymentMethod,
    [property: Id(2)] Address ShipTo,
    [property: Id(3)] bool AllowPartial = false)
{
    /// <summary>
    /// The cart versions that the request demanded, separated by commas; <c>*</c>: any. Part of the request's identity. Null in orders of earlier
    /// versions, which are identified by <see cref="Fingerprint"/> alone.
    /// </summary>
    [Id(4)]
    public string? CartVersions { get; init; }
}

/// <summary>Places an order. The order's id (the grain's key) is the operation id.</summary>
/// <param name="CustomerId">Who orders; the cart to settle.</param>
/// <param name="Terms">What was asked for.</param>
/// <param name="Lines">1 to <see cref="Limits.MaxCartLines"/> lines of one currency, one per product, all <see cref="OrderLineStatus.Pending"/>.</param>
[GenerateSerializer, Immutable, Alias("om.order.place")]
public sealed record PlaceOrder(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] OrderTerms Terms,
    [property: Id(2)] ImmutableArray<OrderLine> Lines);

/// <summary>Cancels an order.</summary>
/// <param name="OperationId">Names this command; a repeat with the same id changes nothing more.</param>
/// <param name="Reason">For people; at most <see cref="Limits.MaxTextLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("om.order.cancel")]
public sealed record CancelOrder([property: Id(0)] string OperationId, [property: Id(1)] string? Reason);
