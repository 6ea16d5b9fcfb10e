using OrleansMicro.Shipments;

namespace OrleansMicro.Events;

/// <summary>An order when something happened to it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Total">Price and freight of its lines; from <c>order.paid</c> on without refused ones.</param>
/// <param name="Lines">The lines; from <c>order.paid</c> on without refused ones.</param>
/// <param name="ReasonCode">Why it was rejected or cancelled: a code.</param>
/// <param name="Reason">The same in words.</param>
public sealed record OrderEventData(
    string OrderId, string CustomerId, Money Total, ImmutableArray<OrderEventLine> Lines, string? ReasonCode = null, string? Reason = null);

/// <summary>A line of an order.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Name">The name of the product when it was ordered.</param>
/// <param name="Quantity">The number of units.</param>
/// <param name="UnitPrice">The price of one unit.</param>
/// <param name="Freight">The freight of one unit.</param>
/// <param name="ReasonCode">Why the line could not be bought: a code. Only in <c>order.rejected</c>.</param>
public sealed record OrderEventLine(
    string SellerId, string ProductId, string Name, int Quantity, Money UnitPrice, Money Freight, string? ReasonCode = null);

/// <summary>The beginning of a checkout.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="OrderId">The order that the checkout makes, if it is accepted.</param>
/// <param name="CartVersion">The version of the cart.</param>
/// <param name="Total">Price and freight of its lines.</param>
public sealed record CheckoutEventData(string CustomerId, string OrderId, long CartVersion, Money Total);

/// <summary>A payment after a change.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Amount">The amount of this event: authorised, captured, refunded or disputed.</param>
/// <param name="Captured">What is captured so far.</param>
/// <param name="Refunded">What is refunded so far.</param>
/// <param name="Reason">Why it failed, was refunded or is disputed.</param>
/// <param name="ActionUrl">Where the customer confirms the payment, for <c>payment.action-required</c>.</param>
public sealed record PaymentEventData(
    string OrderId, string CustomerId, Money Amount, Money Captured, Money Refunded, string? Reason = null, string? ActionUrl = null);

/// <summary>A package after a change.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="SellerId">The seller who sends it.</param>
/// <param name="Status">Its status.</param>
/// <param name="Lines">Its content.</param>
/// <param name="Carrier">The carrier, once it is shipped.</param>
/// <param name="TrackingNumber">The carrier's number.</param>
public sealed record PackageEventData(
    string OrderId,
    string CustomerId,
    string SellerId,
    PackageStatus Status,
    ImmutableArray<PackageEventLine> Lines,
    string? Carrier = null,
    string? TrackingNumber = null);

/// <summary>The units of one product in a package.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">The number of units.</param>
/// <param name="Amount">Price and freight of all units.</param>
public sealed record PackageEventLine(string ProductId, int Quantity, Money Amount);

/// <summary>A return after a change.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="SellerId">The seller to whom the units go.</param>
/// <param name="ReturnId">The return: the order and a number.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="Refund">The money that is given back.</param>
/// <param name="ReasonCode">Why: a code.</param>
/// <param name="Reason">The same in words.</param>
public sealed record ReturnEventData(
    string OrderId,
    string CustomerId,
    string SellerId,
    string ReturnId,
    ImmutableArray<PackageEventLine> Lines,
    Money? Refund = null,
    string? ReasonCode = null,
    string? Reason = null);
