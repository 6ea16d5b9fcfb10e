using System.Diagnostics;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Orders;

/// <summary>The spans and metrics of an order's process. It runs on a timer, so its spans continue the trace that the order's row names.</summary>
internal static class CheckoutTelemetry
{
    private const string Status = "status";

    /// <summary>Starts the span of one run of the process, below the request that placed the order.</summary>
    public static Activity? StartRun(OrderState order) =>
        Tracing.Continue("order process", order.TraceParent)?.SetTag("orleansmicro.order.id", order.OrderId);

    /// <summary>Starts the span of a step.</summary>
    public static Activity? StartStep(OrderStep step) => Tracing.Start(step switch
    {
        OrderStep.Reserving => "order reserve",
        OrderStep.Authorising => "order authorise",
        OrderStep.Confirming => "order confirm",
        OrderStep.Capturing => "order capture",
        OrderStep.Finishing => "order finish",
        OrderStep.Rejecting => "order reject",
        OrderStep.Cancelling => "order cancel",
        _ => "order refund",
    });

    /// <summary>Counts an order that ended. One that is paid again, because it could no longer be cancelled, was counted before.</summary>
    /// <param name="order">The order in its end state.</param>
    /// <param name="from">The step with which the run of the process began.</param>
    public static void CountEnd(OrderState order, OrderStep from)
    {
        var isCancellation = from is OrderStep.Cancelling or OrderStep.Refunding;
        if (isCancellation && order.Step == OrderStep.Paid)
            return;
        var status = order.Step switch
        {
            OrderStep.Paid => "paid",
            OrderStep.Rejected => "rejected",
            _ => "cancelled",
        };
        var tags = new TagList { { Status, status } };
        if (!isCancellation)
            Metrics.CheckoutDuration.Record((order.UpdatedAt - order.PlacedAt).TotalSeconds, tags);
        if (order.ReasonCode is { } reason)
            tags.Add("reason", reason);
        Metrics.OrdersEnded.Add(1, tags);
    }
}
