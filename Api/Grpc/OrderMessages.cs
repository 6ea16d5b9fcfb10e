using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Orders and payments as messages.</summary>
internal static class OrderMessages
{
    public static Proto.Order ToMessage(this Order order) => new()
    {
        OrderId = order.OrderId,
        CustomerId = order.CustomerId,
        Status = order.Status.ToMessage(),
        InFlight = order.InFlight,
        Lines = { order.Lines.Select(ToMessage) },
        Total = order.Total.ToMessage(),
        Captured = order.Captured.ToMessage(),
        Refunded = order.Refunded.ToMessage(),
        ReasonCode = order.ReasonCode ?? "",
        Reason = order.Reason ?? "",
        ShipTo = order.ShipTo.ToMessage(),
        PlacedAt = order.PlacedAt.ToMessage(),
        UpdatedAt = order.UpdatedAt.ToMessage(),
        Version = order.Version,
    };

    public static Proto.OrderEvent ToMessage(this OrderEvent change) =>
        new() { Sequence = change.Sequence, At = change.At.ToMessage(), Type = change.Type, Detail = change.Detail ?? "" };

    public static Proto.Payment ToMessage(this Payment payment) => new()
    {
        OrderId = payment.OrderId,
        Status = payment.Status.ToMessage(),
        Amount = payment.Amount.ToMessage(),
        Captured = payment.Captured.ToMessage(),
        Refunded = payment.Refunded.ToMessage(),
        ProviderReference = payment.ProviderReference ?? "",
        DeclineReason = payment.DeclineReason ?? "",
        Attempts = payment.Attempts,
    };

    public static Proto.AcquirerBooks ToMessage(this AcquirerBooks books) => new()
    {
        Authorisations = books.Authorisations,
        Captures = books.Captures,
        Voids = books.Voids,
        CapturedMinor = books.CapturedMinor,
        RefundedMinor = books.RefundedMinor,
        Requests = books.Requests,
    };

    public static Proto.OrderStatus ToMessage(this OrderStatus status) => (Proto.OrderStatus)(status + 1);

    public static Proto.OrderLineStatus ToMessage(this OrderLineStatus status) => (Proto.OrderLineStatus)(status + 1);

    public static Proto.PaymentStatus ToMessage(this PaymentStatus status) => (Proto.PaymentStatus)(status + 1);

    private static Proto.OrderLine ToMessage(OrderLine line) => new()
    {
        SellerId = line.SellerId,
        ProductId = line.ProductId,
        Name = line.Name,
        Quantity = line.Quantity,
        UnitPrice = line.UnitPrice.ToMessage(),
        Freight = line.Freight.ToMessage(),
        Amount = line.Amount.ToMessage(),
        Status = line.Status.ToMessage(),
        ReasonCode = line.ReasonCode ?? "",
    };
}
