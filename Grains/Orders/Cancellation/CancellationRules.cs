namespace OrleansMicro.Orders;

/// <summary>The part of <see cref="CheckoutStateMachine"/> that cancels a paid order.</summary>
public static class CancellationRules
{
    /// <summary>The reason code of orders that the customer cancelled.</summary>
    public const string CancelledByCustomer = "cancelled-by-customer";

    /// <summary>See <see cref="CheckoutStateMachine.Apply"/>.</summary>
    public static OrderState Apply(OrderState order, CheckoutEvent happened, DateTimeOffset now) => (order.Step, happened) switch
    {
        (OrderStep.Paid, CheckoutEvent.CancelAsked e) => CheckoutStateMachine.To(
            order with { CancelId = e.OperationId, ReasonCode = CancelledByCustomer, Reason = e.Reason, TraceParent = e.TraceParent },
            OrderStep.Cancelling,
            now,
            "cancelling",
            e.Reason),
        (OrderStep.Cancelling, CheckoutEvent.ShipmentGone) => CheckoutStateMachine.To(
            order with { CancelId = null, ReasonCode = null, Reason = null },
            OrderStep.Paid,
            now,
            "paid",
            "A package was shipped already, so the order stays."),
        (OrderStep.Cancelling, CheckoutEvent.ShipmentStopped) => CheckoutStateMachine.To(order, OrderStep.Refunding, now, null),
        (OrderStep.Refunding, CheckoutEvent.Refunded) => CheckoutStateMachine.To(
            order with { Refunded = order.Captured, Lines = CheckoutStateMachine.WithStatus(order, OrderLineStatus.Released) },
            OrderStep.Cancelled,
            now,
            "cancelled",
            order.Reason),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} cannot happen to order {order.OrderId} in step {order.Step}."),
    };

    /// <summary>Why the order cannot be cancelled now; null when it can be, or is being cancelled or cancelled already.</summary>
    public static Refusal? Check(OrderState order) => order.Step switch
    {
        OrderStep.None => new Refusal(RefusalCodes.NotFound, "There is no such order.", "orderId"),
        OrderStep.Paid or OrderStep.Cancelling or OrderStep.Refunding or OrderStep.Cancelled => null,
        OrderStep.Rejecting or OrderStep.Rejected => new Refusal(RefusalCodes.WrongState, "The order was rejected. There is nothing to cancel."),
        _ => new Refusal(RefusalCodes.WrongState, "The checkout is still running. Cancel the order once it is paid."),
    };
}
