using System.Collections.Immutable;
using OrleansMicro.Events;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <summary>An order as it is stored. <see cref="OrderStep.None"/>: it was never placed.</summary>
[GenerateSerializer, Alias("om.order.state")]
public sealed record OrderState
{
    /// <summary>Grows by one with each write.</summary>
    [Id(0)]
    public long Version { get; init; }

    [Id(1)]
    public OrderStep Step { get; init; }

    [Id(2)]
    public string OrderId { get; init; } = "";

    [Id(3)]
    public string CustomerId { get; init; } = "";

    [Id(4)]
    public OrderTerms? Terms { get; init; }

    [Id(5)]
    public ImmutableArray<OrderLine> Lines { get; init => field = value.OrEmpty(); } = [];

    /// <summary>Of the lines that are not refused.</summary>
    [Id(6)]
    public Money Total { get; init; }

    [Id(7)]
    public Money Captured { get; init; }

    [Id(8)]
    public Money Refunded { get; init; }

    [Id(9)]
    public string? ReasonCode { get; init; }

    [Id(10)]
    public string? Reason { get; init; }

    [Id(11)]
    public DateTimeOffset PlacedAt { get; init; }

    [Id(12)]
    public DateTimeOffset UpdatedAt { get; init; }

    [Id(13)]
    public ImmutableArray<OrderEvent> History { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The operation that asked for the cancellation under way or done.</summary>
    [Id(14)]
    public string? CancelId { get; init; }

    /// <summary>Whether the order is certainly in its customer's list.</summary>
    [Id(15)]
    public bool Listed { get; init; }

    /// <summary>Whether the provider may have been asked to hold the money.</summary>
    [Id(16)]
    public bool HoldAsked { get; init; }

    /// <summary>The provider's name for the hold; on disk before the money is taken.</summary>
    [Id(17)]
    public string? HoldReference { get; init; }

    /// <summary>The fencing token of the activation that wrote this row: see <see cref="Stock.OrderToken"/>. 0 in rows of earlier versions.</summary>
    [Id(18)]
    public long Token { get; init; }

    /// <summary>
    /// Whether commands with an older token may still be under way: another activation drove the order before, or a call of it had no answer.
    /// </summary>
    [Id(19)]
    public bool Contested { get; init; }

    /// <summary>The order's payment. Null in rows of earlier versions, which had a row for it, and before the order is placed.</summary>
    [Id(20)]
    public PaymentState? Payment { get; init; }

    /// <summary>The order's packages. Null where <see cref="Payment"/> is.</summary>
    [Id(21)]
    public ShipmentState? Shipment { get; init; }

    /// <summary>
    /// The W3C <c>traceparent</c> of the request that placed the order, or asked to cancel it, for the spans of its process. Null while telemetry is
    /// off, and for requests that are not traced.
    /// </summary>
    [Id(22)]
    public string? TraceParent { get; init; }

    /// <summary>The events of the order, its payment and its packages that may not be in their log yet.</summary>
    [Id(23)]
    public Outbox Outbox { get; init => field = value ?? Outbox.Empty; } = Outbox.Empty;
}

/// <summary>
/// The next step of an order. The steps up to <see cref="Confirming"/> can be undone and repeated, so only decisions among them are written (<see
/// cref="CheckoutStateMachine.RequiresWrite"/>). <see cref="Capturing"/> and <see cref="Rejecting"/> are the two ways out of them. The one that is
/// written first holds: the other write finds another ETag and fails.
/// </summary>
public enum OrderStep
{
    /// <summary>Not placed.</summary>
    None,

    /// <summary>Reserve the units of every line.</summary>
    Reserving,

    /// <summary>Authorise the payment. Lines and total are fixed from here on.</summary>
    Authorising,

    /// <summary>Confirm the reservations: the units are sold.</summary>
    Confirming,

    /// <summary>Capture the payment. From here on the order only goes forward, unless the provider refuses for good.</summary>
    Capturing,

    /// <summary>Create the packages and ledger entries, and unlock the cart.</summary>
    Finishing,

    /// <summary>End state.</summary>
    Paid,

    /// <summary>Release all units, void the payment, and unlock the cart.</summary>
    Rejecting,

    /// <summary>End state.</summary>
    Rejected,

    /// <summary>Cancel the shipment. If a package was shipped, the order is <see cref="Paid"/> again.</summary>
    Cancelling,

    /// <summary>The shipment is cancelled: refund the money and return the units.</summary>
    Refunding,

    /// <summary>End state.</summary>
    Cancelled,
}

/// <summary>The rules of placing an order, and the order as others see it.</summary>
public static class OrderRules
{
    /// <summary>The placed order, or the refusal.</summary>
    public static Result<OrderState> Place(string orderId, PlaceOrder command, DateTimeOffset now)
    {
        if (command.Lines.IsDefaultOrEmpty || command.Lines.Length > Limits.MaxCartLines)
            return new Refusal(RefusalCodes.Invalid, $"An order has 1 to {Limits.MaxCartLines} lines.", "lines");

        var currency = command.Lines[0].UnitPrice.Currency;
        var products = new HashSet<(string, string)>(command.Lines.Length);
        var total = Money.Zero(currency);
        for (var i = 0; i < command.Lines.Length; i++)
        {
            var line = command.Lines[i];
            if (line.Quantity is < 1 or > Limits.MaxQuantity)
                return new Refusal(RefusalCodes.Invalid, $"A quantity is 1 to {Limits.MaxQuantity}.", $"lines[{i}].quantity");
            if (line.UnitPrice.Minor < 1 || line.Freight.Minor < 0)
                return Refusal.Invalid($"lines[{i}].unitPrice", "must be positive, and the freight must not be negative.");
            if (line.UnitPrice.Currency != currency || line.Freight.Currency != currency)
                return new Refusal(RefusalCodes.CurrencyMismatch, "All lines of an order have one currency.", $"lines[{i}].unitPrice.currency");
            if (!products.Add((line.SellerId, line.ProductId)))
                return new Refusal(RefusalCodes.Invalid, "An order has one line per product; combine the quantities.", $"lines[{i}].productId");
            if (MoneyRules.LineAmount(line.UnitPrice, line.Freight, line.Quantity) is not { } amount || MoneyRules.Sum(total, amount) is not { } sum)
                return Refusal.Invalid(
                    $"lines[{i}].quantity", $"must keep the order's total at or below {Currencies.MaxMinor(currency)} minor units.");
            total = sum;
        }

        return new OrderState
        {
            Step = OrderStep.Reserving,
            OrderId = orderId,
            CustomerId = command.CustomerId,
            Terms = command.Terms,
            Lines = [.. command.Lines.Select(line => line with { Status = OrderLineStatus.Pending, ReasonCode = null })],
            Total = total,
            Captured = Money.Zero(currency),
            Refunded = Money.Zero(currency),
            PlacedAt = now,
            UpdatedAt = now,
            History = [new OrderEvent(1, now, "placed", null)],
            Payment = new PaymentState(),
            Shipment = new ShipmentState(),
        };
    }

    /// <summary>The row of a placed order that was not accepted: never placed.</summary>
    public static OrderState Withdraw(OrderState placed) => new() { Token = placed.Token };

    /// <summary>The refusal of a request that has the order's key and is another request; null for a repeat.</summary>
    public static Refusal? CheckRepeat(OrderState order, PlaceOrder command) =>
        order.CustomerId == command.CustomerId && IsSame(order.Terms, command.Terms)
            ? null
            : new Refusal(RefusalCodes.IdempotencyKeyReused, "This key was used with another checkout. Use a new key.", "Idempotency-Key");

    private static bool IsSame(OrderTerms? placed, OrderTerms repeated) =>
        placed?.Fingerprint == repeated.Fingerprint && (placed?.CartVersions is null || placed.CartVersions == repeated.CartVersions);

    /// <summary>The total of the lines that are not refused.</summary>
    public static Money TotalOf(ImmutableArray<OrderLine> lines)
    {
        var total = Money.Zero(lines[0].UnitPrice.Currency);
        foreach (var line in lines)
        {
            if (line.Status != OrderLineStatus.Refused)
                total += line.Amount;
        }

        return total;
    }

    /// <summary>One package per seller, with the lines that are not refused. Sellers and lines keep their sequence.</summary>
    public static ImmutableArray<Package> Packages(ImmutableArray<OrderLine> lines)
    {
        var sellers = new List<string>();
        var contents = new Dictionary<string, ImmutableArray<PackageLine>.Builder>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Status == OrderLineStatus.Refused)
                continue;
            if (!contents.TryGetValue(line.SellerId, out var content))
            {
                contents[line.SellerId] = content = ImmutableArray.CreateBuilder<PackageLine>();
                sellers.Add(line.SellerId);
            }

            content.Add(new PackageLine(line.ProductId, line.Quantity, line.Amount));
        }

        var packages = ImmutableArray.CreateBuilder<Package>(sellers.Count);
        foreach (var seller in sellers)
            packages.Add(new Package(seller, PackageStatus.ReadyToShip, contents[seller].ToImmutable()));
        return packages.MoveToImmutable();
    }

    /// <summary>The order as others see it; null when it was never placed.</summary>
    public static Order? View(OrderState order) => order.Step == OrderStep.None
        ? null
        : new Order(
            order.OrderId,
            order.CustomerId,
            StatusOf(order.Step),
            CheckoutStateMachine.InFlight(order.Step),
            order.Lines,
            order.Total,
            order.Captured,
            order.Refunded,
            order.ReasonCode,
            order.Reason,
            order.Terms!.ShipTo,
            order.PlacedAt,
            order.UpdatedAt,
            order.Version);

    private static OrderStatus StatusOf(OrderStep step) => step switch
    {
        OrderStep.Paid => OrderStatus.Paid,
        OrderStep.Rejected => OrderStatus.Rejected,
        OrderStep.Cancelling or OrderStep.Refunding => OrderStatus.Cancelling,
        OrderStep.Cancelled => OrderStatus.Cancelled,
        _ => OrderStatus.Placed,
    };
}
