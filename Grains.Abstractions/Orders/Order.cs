using System.Text.Json.Serialization;

namespace OrleansMicro.Orders;

/// <summary>An order.</summary>
/// <param name="OrderId">See <see cref="Ids.OrderId"/>.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Status">The status.</param>
/// <param name="InFlight">Whether the checkout or a cancellation is still in progress.</param>
/// <param name="Lines">The lines, one per product.</param>
/// <param name="Total">Price and freight of the lines that were not refused. Captured is 0 or this amount.</param>
/// <param name="Captured">The amount captured so far.</param>
/// <param name="Refunded">The amount refunded so far.</param>
/// <param name="ReasonCode">The reason of a rejection or cancellation: a code of <see cref="RefusalCodes"/> or
/// <c>cancelled-by-customer</c>.</param>
/// <param name="Reason">The reason in words.</param>
/// <param name="ShipTo">The delivery address.</param>
/// <param name="PlacedAt">The time at which it was accepted.</param>
/// <param name="UpdatedAt">The time of its last change.</param>
/// <param name="Version">Increases by one with each write. The ETag of the REST API.</param>
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
    [property: Id(13)] long Version)
{
    /// <summary>
    /// True in the response to a repeated checkout whose cart holds something else now. Absent otherwise. The API sets it.
    /// </summary>
    [Id(14), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CartChanged { get; init; }
}

/// <summary>The status of an order.</summary>
[GenerateSerializer, Alias("om.order.status")]
public enum OrderStatus
{
    /// <summary>Accepted. The checkout is in progress.</summary>
    Placed,

    /// <summary>End state. Every line is confirmed, the total is captured, and each seller has one package.</summary>
    Paid,

    /// <summary>End state. No stock is reserved and no money is held.</summary>
    Rejected,

    /// <summary>The cancellation is in progress: the refund and the return of the stock.</summary>
    Cancelling,

    /// <summary>End state. The money is refunded and the stock returned.</summary>
    Cancelled,
}

/// <summary>A line of an order.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Name">The name of the product when it was ordered.</param>
/// <param name="Quantity">The number of units.</param>
/// <param name="UnitPrice">The price of one unit.</param>
/// <param name="Freight">The freight of one unit.</param>
/// <param name="Status">The status.</param>
/// <param name="ReasonCode">The reason of a refusal: a code of <see cref="RefusalCodes"/>.</param>
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

/// <summary>The status of an order line.</summary>
[GenerateSerializer, Alias("om.order.line.status")]
public enum OrderLineStatus
{
    /// <summary>Not reserved yet.</summary>
    Pending,

    /// <summary>The units are reserved.</summary>
    Reserved,

    /// <summary>The units are sold.</summary>
    Confirmed,

    /// <summary>The line could not be bought; see the reason.</summary>
    Refused,

    /// <summary>The units were released or returned.</summary>
    Released,
}

/// <summary>An event in the history of an order.</summary>
/// <param name="Sequence">The number of the event: 1, 2, 3 and so on, without a gap.</param>
/// <param name="At">The time of the event.</param>
/// <param name="Type">A stable name: <c>placed</c>, <c>reserved</c>, <c>payment-pending</c>, <c>authorised</c>,
/// <c>confirmed</c>, <c>captured</c>, <c>paid</c>, <c>rejected</c>, <c>cancelling</c>, <c>cancelled</c>.</param>
/// <param name="Detail">Details for people.</param>
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
/// <see cref="OrderLineStatus.Pending"/>. Not used if the order exists.</param>
/// <param name="IsRepeat">Whether the order is expected to exist. If it does not, nothing is placed, and the call fails with
/// <see cref="TimeoutException"/>: its outcome has to be asked for again.</param>
[GenerateSerializer, Immutable, Alias("om.order.place")]
public sealed record PlaceOrder(
    [property: Id(0)] string CustomerId,
    [property: Id(1)] OrderTerms Terms,
    [property: Id(2)] ImmutableArray<OrderLine> Lines,
    [property: Id(3)] bool IsRepeat = false);

/// <summary>Cancels an order.</summary>
/// <param name="OperationId">The id of this command. A repeat with the same id changes nothing.</param>
/// <param name="Reason">For people; at most <see cref="Limits.MaxTextLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("om.order.cancel")]
public sealed record CancelOrder([property: Id(0)] string OperationId, [property: Id(1)] string? Reason);
