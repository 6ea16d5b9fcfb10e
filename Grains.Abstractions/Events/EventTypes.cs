using System.Collections.Frozen;

namespace OrleansMicro.Events;

/// <summary>A type of event.</summary>
/// <param name="Name">The CloudEvent's type.</param>
/// <param name="Subject">The form of its subject.</param>
/// <param name="Data">The type of its data.</param>
/// <param name="Meaning">What happened.</param>
public sealed record EventType(string Name, string Subject, Type Data, string Meaning);

/// <summary>
/// All types of events. A type changes only so that old consumers still understand it: properties are added, and none is removed or renamed. Other
/// changes make a new type, with a new version at the end of its name.
/// </summary>
public static class EventTypes
{
    private const string Prefix = "com.orleansmicro.";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ProductCreated = Prefix + "product.created.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ProductChanged = Prefix + "product.changed.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ProductRepriced = Prefix + "product.repriced.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ProductWithdrawn = Prefix + "product.withdrawn.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string StockChanged = Prefix + "stock.changed.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string CheckoutStarted = Prefix + "cart.checkout-started.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string OrderPlaced = Prefix + "order.placed.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string OrderPaid = Prefix + "order.paid.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string OrderRejected = Prefix + "order.rejected.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string OrderCancelling = Prefix + "order.cancelling.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string OrderCancellationRefused = Prefix + "order.cancellation-refused.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string OrderCancelled = Prefix + "order.cancelled.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string OrderLineCancelled = Prefix + "order.line-cancelled.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PaymentPending = Prefix + "payment.pending.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PaymentActionRequired = Prefix + "payment.action-required.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PaymentCaptured = Prefix + "payment.captured.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PaymentFailed = Prefix + "payment.failed.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PaymentVoided = Prefix + "payment.voided.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PaymentRefunded = Prefix + "payment.refunded.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PaymentDisputed = Prefix + "payment.disputed.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PackageCreated = Prefix + "package.created.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PackageShipped = Prefix + "package.shipped.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PackageDelivered = Prefix + "package.delivered.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string PackageCancelled = Prefix + "package.cancelled.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ReturnRequested = Prefix + "return.requested.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ReturnApproved = Prefix + "return.approved.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ReturnRejected = Prefix + "return.rejected.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ReturnReceived = Prefix + "return.received.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string ReturnRefunded = Prefix + "return.refunded.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string SellerCreated = Prefix + "seller.created.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string SellerChanged = Prefix + "seller.changed.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string CustomerCreated = Prefix + "customer.created.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string CustomerChanged = Prefix + "customer.changed.v1";

    /// <summary>See <see cref="All"/>.</summary>
    public const string SinkSkipped = Prefix + "sink.skipped.v1";

    private const string Product = "products/{seller}/{product}";
    private const string Stock = "stock/{seller}/{product}";
    private const string Order = "orders/{order}";
    private const string Payment = Order + "/payment";
    private const string Package = Order + "/packages/{seller}";
    private const string Return = Order + "/returns/{number}";

    private static readonly FrozenDictionary<string, EventType> ByName;

    static EventTypes() => ByName = All.ToFrozenDictionary(static type => type.Name, StringComparer.Ordinal);

    /// <summary>Every type, by capability.</summary>
    public static ImmutableArray<EventType> All { get; } =
    [
        new(ProductCreated, Product, typeof(ProductEventData), "A seller offers a product."),
        new(ProductChanged, Product, typeof(ProductEventData), "The description of a product changed, and perhaps its price."),
        new(ProductRepriced, Product, typeof(ProductEventData), "The price or freight of a product changed, and nothing else."),
        new(ProductWithdrawn, Product, typeof(ProductEventData), "A product is no longer for sale."),
        new(StockChanged, Stock, typeof(StockEventData), "Units of a product were sold, returned, restocked, written off or counted."),
        new(CheckoutStarted, "carts/{customer}", typeof(CheckoutEventData), "A customer began to check out. The order follows if it was accepted."),
        new(OrderPlaced, Order, typeof(OrderEventData), "An order was accepted."),
        new(OrderPaid, Order, typeof(OrderEventData), "An order is paid: its units are sold, and each seller has a package to send."),
        new(OrderRejected, Order, typeof(OrderEventData), "An order was rejected. It holds no units and no money."),
        new(OrderCancelling, Order, typeof(OrderEventData), "A customer asked to cancel a paid order."),
        new(OrderCancellationRefused, Order, typeof(OrderEventData), "A paid order was not cancelled, because a package was shipped already."),
        new(OrderCancelled, Order, typeof(OrderEventData), "A paid order was cancelled. The money is refunded."),
        new(OrderLineCancelled, Order, typeof(OrderEventData), "A line of a paid order was cancelled. Not sent yet."),
        new(PaymentPending, Payment, typeof(PaymentEventData), "The provider has not decided about the payment yet."),
        new(PaymentActionRequired, Payment, typeof(PaymentEventData), "The customer must confirm the payment. Not sent yet."),
        new(PaymentCaptured, Payment, typeof(PaymentEventData), "The money of an order was taken."),
        new(PaymentFailed, Payment, typeof(PaymentEventData), "The provider refused the payment."),
        new(PaymentVoided, Payment, typeof(PaymentEventData), "The hold on the customer's money was released."),
        new(PaymentRefunded, Payment, typeof(PaymentEventData), "Money was refunded."),
        new(PaymentDisputed, Payment, typeof(PaymentEventData), "The customer disputes the payment at the provider. Not sent yet."),
        new(PackageCreated, Package, typeof(PackageEventData), "A seller has to send a package."),
        new(PackageShipped, Package, typeof(PackageEventData), "A package was handed to the carrier."),
        new(PackageDelivered, Package, typeof(PackageEventData), "A package was delivered."),
        new(PackageCancelled, Package, typeof(PackageEventData), "A package must not be sent any more."),
        new(ReturnRequested, Return, typeof(ReturnEventData), "A customer asked to send units back. Not sent yet."),
        new(ReturnApproved, Return, typeof(ReturnEventData), "A return was approved. Not sent yet."),
        new(ReturnRejected, Return, typeof(ReturnEventData), "A return was refused. Not sent yet."),
        new(ReturnReceived, Return, typeof(ReturnEventData), "The units of a return arrived. Not sent yet."),
        new(ReturnRefunded, Return, typeof(ReturnEventData), "A return was refunded. Not sent yet."),
        new(SellerCreated, "sellers/{seller}", typeof(SellerEventData), "A seller joined."),
        new(SellerChanged, "sellers/{seller}", typeof(SellerEventData), "The profile of a seller changed."),
        new(CustomerCreated, "customers/{customer}", typeof(CustomerEventData), "A customer has a profile."),
        new(CustomerChanged, "customers/{customer}", typeof(CustomerEventData), "The profile of a customer changed."),
        new(SinkSkipped, "sinks/{sink}", typeof(SinkEventData), "The operator gave up events that a sink had not delivered."),
    ];

    /// <summary>The type of a name; null if there is none.</summary>
    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);
}
