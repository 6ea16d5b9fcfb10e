using System.Collections.Immutable;

namespace OrleansMicro.Orders;

/// <summary>What may become an order, and what others see of one.</summary>
public static class OrderRules
{
    /// <summary>The placed order, or why there is none.</summary>
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
                return new Refusal(RefusalCodes.Invalid, "An order has one line per product; add the quantities up.", $"lines[{i}].productId");
            if (MoneyRules.LineAmount(line.UnitPrice, line.Freight, line.Quantity) is not { } amount || MoneyRules.Sum(total, amount) is not { } sum)
                return Refusal.Invalid($"lines[{i}].quantity", $"must keep the order's total at or below {Currencies.MaxMinor(currency)} minor units.");
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
        };
    }

    /// <summary>The refusal of a request that has the order's key and is another request; null for a repeat.</summary>
    public static Refusal? CheckRepeat(OrderState order, PlaceOrder command) => order.CustomerId == command.CustomerId && IsSame(order.Terms, command.Terms)
        ? null
        : new Refusal(RefusalCodes.IdempotencyKeyReused, "This idempotency key was used with another checkout. Use a new key.", "Idempotency-Key");

    private static bool IsSame(OrderTerms? placed, OrderTerms repeated) =>
        placed?.Fingerprint == repeated.Fingerprint && (placed?.CartVersions is null || placed.CartVersions == repeated.CartVersions);

    /// <summary>What the lines that are not refused cost.</summary>
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
