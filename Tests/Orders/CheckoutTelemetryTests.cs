using System.Diagnostics.Metrics;
using OrleansMicro.Orders;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Tests.Orders;

/// <summary>How the end of an order is counted.</summary>
public sealed class CheckoutTelemetryTests
{
    [Theory]
    [InlineData(OrderStep.Reserving, OrderStep.Paid, "orders.ended status=paid", "checkout.duration status=paid")]
    [InlineData(
        OrderStep.Reserving, OrderStep.Rejected, "orders.ended status=rejected reason=test-reason", "checkout.duration status=rejected")]
    [InlineData(OrderStep.Refunding, OrderStep.Cancelled, "orders.ended status=cancelled reason=test-reason")]
    [InlineData(OrderStep.Cancelling, OrderStep.Paid)]
    public void An_end_is_counted_once(OrderStep from, OrderStep to, params string[] expected)
    {
        var order = new OrderState { Step = to, ReasonCode = to == OrderStep.Paid ? null : "test-reason", UpdatedAt = DateTimeOffset.MinValue };
        Assert.Equal(expected.Order(), Measure(() => CheckoutTelemetry.CountEnd(order, from)).Order());
    }

    [Fact]
    public void A_cancellation_remembers_the_trace_of_its_request()
    {
        var asked = new CheckoutEvent.CancelAsked("op", null) { TraceParent = "00-cancel" };
        var order = CancellationRules.Apply(new OrderState { Step = OrderStep.Paid, TraceParent = "00-placed" }, asked, DateTimeOffset.UnixEpoch);

        Assert.Equal("00-cancel", order.TraceParent);
    }

    // Other tests measure at the same time, on other threads.
    private static List<string> Measure(Action action)
    {
        List<string> seen = [];
        var thread = Environment.CurrentManagedThreadId;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == Tracing.Name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        action();
        return seen;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Environment.CurrentManagedThreadId != thread)
                return;
            var labels = tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}");
            seen.Add(string.Join(' ', labels.Prepend(instrument.Name["orleansmicro.".Length..])));
        }
    }
}
