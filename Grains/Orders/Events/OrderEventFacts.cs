using System.Collections.Immutable;
using OrleansMicro.Events;
using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <summary>The data of an order's events. They are the same whenever they are asked for: nothing in them can change after the event.</summary>
internal static class OrderEventFacts
{
    /// <summary>The data of an event of the order.</summary>
    public static EventData Order(OrderState order, string type)
    {
        var isWhole = type is EventTypes.OrderPlaced or EventTypes.OrderRejected;
        var total = Money.Zero(order.Total.Currency);
        var lines = ImmutableArray.CreateBuilder<OrderEventLine>(order.Lines.Length);
        foreach (var line in order.Lines)
        {
            if (!isWhole && line.Status == OrderLineStatus.Refused)
                continue;
            total += line.Amount;
            lines.Add(new OrderEventLine(
                line.SellerId, line.ProductId, line.Name, line.Quantity, line.UnitPrice, line.Freight,
                type == EventTypes.OrderRejected ? line.ReasonCode : null));
        }

        var hasReason = type is EventTypes.OrderRejected or EventTypes.OrderCancelling or EventTypes.OrderCancelled;
        return EventJson.Write(
            new OrderEventData(
                order.OrderId, order.CustomerId, total, lines.ToImmutable(), hasReason ? order.ReasonCode : null, hasReason ? order.Reason : null),
            EventJson.Default.OrderEventData);
    }

    /// <summary>The data of an event of the payment.</summary>
    public static EventData Payment(OrderState order, string type)
    {
        var none = Money.Zero(order.Total.Currency);
        var captured = type is EventTypes.PaymentCaptured or EventTypes.PaymentRefunded ? order.Total : none;
        var refunded = type == EventTypes.PaymentRefunded ? order.Total : none;
        return EventJson.Write(
            new PaymentEventData(
                order.OrderId, order.CustomerId, order.Total, captured, refunded,
                type == EventTypes.PaymentFailed ? order.Payment?.DeclineReason : null),
            EventJson.Default.PaymentEventData);
    }

    /// <summary>The data of an event of a package.</summary>
    public static EventData Package(OrderState order, string sellerId, string type)
    {
        var package = order.Shipment!.Packages.First(package => package.SellerId == sellerId);
        var (status, hasLeft) = type switch
        {
            EventTypes.PackageCreated => (PackageStatus.ReadyToShip, false),
            EventTypes.PackageShipped => (PackageStatus.Shipped, true),
            EventTypes.PackageDelivered => (PackageStatus.Delivered, true),
            _ => (PackageStatus.Cancelled, false),
        };
        return EventJson.Write(
            new PackageEventData(
                order.OrderId, order.CustomerId, sellerId, status,
                [.. package.Lines.Select(static line => new PackageEventLine(line.ProductId, line.Quantity, line.Amount))],
                hasLeft ? package.Carrier : null, hasLeft ? package.TrackingNumber : null),
            EventJson.Default.PackageEventData);
    }
}
