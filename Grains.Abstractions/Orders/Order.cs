namespace OrleansMicro.Orders;

/// <summary>An order.</summary>
/// <param name="OrderId">See <see cref="Ids.OrderId"/>.</param>
/// <param name="CustomerId">Who ordered.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="InFlight">Whether its saga still has something to do.</param>
/// <param name="Lines">What was ordered; one line per product.</param>
/// <param name="Total">What the order costs: the lines that were not refused. Captured is 0 or exactly this.</param>
/// <param name="Captured">Money taken so far.</param>
/// <param name="Refunded">Money given back so far.</param>
/// <param name="ReasonCode">Why it was rejected or cancelled: a code of <see cref="RefusalCodes"/> or <c>cancelled-by-customer</c>.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="ShipTo">Where it goes.</param>
/// <param name="PlacedAt">When it was accepted.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Version">Grows by one with each write; the ETag of the REST API.</param>
[GenerateSerializer, Immutable, Alias("om.order")]
public sealed record Order(
    [property: Id(0)] string OrderId,
    [property: Id(1)] string CustomerId,
    [property: Id(2)] OrderStatus Status,
    [property: Id(3)] bool InFlight,
    [property: Id(4)] ImmutableArray<OrderLine> Lines,
    [property: Id(5)] Money Total,
    [property: Id(6)] Money Captured,
    [property: Id(7)] Money Refunded,
    [property: Id(8)] string? ReasonCode,
    [property: Id(9)] string? Reason,
    [property: Id(10)] Address ShipTo,
    [property: Id(11)] DateTimeOffset PlacedAt,
    [property: Id(12)] DateTimeOffset UpdatedAt,
    [property: Id(13)] long Version);

/// <summary>Where an order stands.</summary>
[GenerateSerializer, Alias("om.order.status")]
public enum OrderStatus
{
    /// <summary>Accepted; its saga runs.</summary>
    Placed,

    /// <summary>End state: every line confirmed, the total captured, one package per seller.</summary>
    Paid,

    /// <summary>End state: holds no stock and no money.</summary>
    Rejected,

    /// <summary>Being cancelled: refund and return of stock under way.</summary>
    Cancelling,

    /// <summary>End state: refunded, stock given back.</summary>
    Cancelled,
}

/// <summary>A line of an order.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Name">Its name when ordered.</param>
/// <param name="Quantity">Units.</param>
/// <param name="UnitPrice">Price of one unit.</param>
/// <param name="Freight">Freight of one unit.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReasonCode">Why it was refused: a code of <see cref="RefusalCodes"/>.</param>
[GenerateSerializer, Immutable, Alias("om.order.line")]
public sealed record OrderLine(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string ProductId,
    [property: Id(2)] string Name,
    [property: Id(3)] int Quantity,
    [property: Id(4)] Money UnitPrice,
    [property: Id(5)] Money Freight,
    [property: Id(6)] OrderLineStatus Status = OrderLineStatus.Pending,
    [property: Id(7)] string? ReasonCode = null)
{
    /// <summary>Price and freight of all units.</summary>
    public Money Amount => (UnitPrice + Freight) * Quantity;
}

/// <summary>Where an order line stands.</summary>
[GenerateSerializer, Alias("om.order.line.status")]
public enum OrderLineStatus
{
    /// <summary>Not reserved yet.</summary>
    Pending,

    /// <summary>Units are held.</summary>
    Reserved,

    /// <summary>Units are sold.</summary>
    Confirmed,

    /// <summary>Could not be had; see the reason.</summary>
    Refused,

    /// <summary>Units were given back.</summary>
    Released,
}

/// <summary>Something that happened to an order.</summary>
/// <param name="Sequence">1, 2, 3, ... without a gap.</param>
/// <param name="At">When.</param>
/// <param name="Type">Stable name: <c>placed</c>, <c>reserved</c>, <c>payment-pending</c>, <c>authorised</c>, <c>confirmed</c>, <c>captured</c>,
/// <c>paid</c>,
/// <c>rejected</c>, <c>cancelling</c>, <c>cancelled</c>.</param>
/// <param name="Detail">More, for people.</param>
[GenerateSerializer, Immutable, Alias("om.order.event")]
public sealed record OrderEvent(
    [property: Id(0)] long Sequence,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Type,
    [property: Id(3)] string? Detail);

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
/// <param name="Lines">1 to <see cref="Limits.MaxCartLines"/> lines of one currency, one per product, all
/// <see cref="OrderLineStatus.Pending"/>.</param>
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
