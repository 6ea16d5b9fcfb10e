using OrleansMicro.Orders;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Orders;

public sealed class CheckoutStateMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public void The_happy_path_is_written_at_three_steps_only()
    {
        var order = Placed(partial: false);
        var written = new List<OrderStep> { order.Step };
        foreach (var happened in new CheckoutEvent[]
                 {
                     new CheckoutEvent.Reserved([null, null]), new CheckoutEvent.Authorised("hold"), new CheckoutEvent.Confirmed(),
                     new CheckoutEvent.Captured(),
                     new CheckoutEvent.Finished(),
                 })
        {
            var next = Apply(order, happened);
            if (CheckoutStateMachine.RequiresWrite(order, next))
                written.Add(next.Step);
            order = next;
        }

        Assert.Equal([OrderStep.Reserving, OrderStep.Capturing, OrderStep.Paid], written);
        Assert.Equal(["placed", "reserved", "authorised", "confirmed", "captured", "paid"], order.History.Select(e => e.Type));
        Assert.Equal(order.Total, order.Captured);
        Assert.All(order.Lines, line => Assert.Equal(OrderLineStatus.Confirmed, line.Status));
    }

    [Fact]
    public void A_line_that_cannot_be_had_rejects_the_whole_order()
    {
        var order = Apply(Placed(partial: false), new CheckoutEvent.Reserved([null, RefusalCodes.OutOfStock]));

        Assert.Equal((OrderStep.Rejecting, RefusalCodes.OutOfStock), (order.Step, order.ReasonCode));
        var ended = Apply(order, new CheckoutEvent.Undone());
        Assert.Equal([OrderLineStatus.Released, OrderLineStatus.Refused], ended.Lines.Select(line => line.Status));
        Assert.Equal(OrderStatus.Rejected, OrderRules.View(ended)!.Status);
    }

    [Fact]
    public void A_partial_order_writes_its_new_total_before_money_is_asked()
    {
        var before = Placed(partial: true);
        var order = Apply(before, new CheckoutEvent.Reserved([RefusalCodes.OutOfStock, null]));

        Assert.Equal((OrderStep.Authorising, 1050L), (order.Step, order.Total.Minor));
        Assert.True(CheckoutStateMachine.RequiresWrite(before, order));
    }

    [Fact]
    public void A_partial_order_with_nothing_left_is_rejected() => Assert.Equal(
        OrderStep.Rejecting,
        Apply(Placed(partial: true), new CheckoutEvent.Reserved([RefusalCodes.OutOfStock, RefusalCodes.OutOfStock])).Step);

    [Theory]
    [InlineData(OrderStep.Authorising)]
    [InlineData(OrderStep.Capturing)]
    public void A_refused_payment_rejects(OrderStep step)
    {
        var order = Apply(Placed(false) with { Step = step }, new CheckoutEvent.PaymentRefused(RefusalCodes.PaymentDeclined, "no"));

        Assert.Equal((OrderStep.Rejecting, RefusalCodes.PaymentDeclined), (order.Step, order.ReasonCode));
    }

    [Fact]
    public void Units_lost_before_confirming_reject_also_a_partial_order() => Assert.Equal(
        OrderStep.Rejecting,
        Apply(Placed(true) with { Step = OrderStep.Confirming }, new CheckoutEvent.LinesLost([null, RefusalCodes.OutOfStock])).Step);

    [Theory]
    [InlineData(OrderStep.Reserving)]
    [InlineData(OrderStep.Authorising)]
    [InlineData(OrderStep.Confirming)]
    public void What_is_unresolved_before_capture_is_given_up_in_time(OrderStep step)
    {
        var order = Placed(false) with { Step = step };
        var unresolved = new CheckoutEvent.Unresolved(RefusalCodes.PaymentUnknown, "?");

        Assert.Equal(step, CheckoutStateMachine.Apply(order, unresolved, Now + Deadline, Deadline).Step);
        Assert.Equal(OrderStep.Rejecting, CheckoutStateMachine.Apply(order, unresolved, Now + Deadline + TimeSpan.FromTicks(1), Deadline).Step);
    }

    [Fact]
    public void A_payment_that_takes_long_is_written_once()
    {
        var order = Placed(false) with { Step = OrderStep.Authorising };
        var unresolved = new CheckoutEvent.Unresolved(RefusalCodes.PaymentUnknown, "Not yet.");

        var pending = Apply(order, unresolved);

        Assert.True(CheckoutStateMachine.RequiresWrite(order, pending));
        Assert.Equal(("payment-pending", "Not yet."), (pending.History[^1].Type, pending.History[^1].Detail));
        Assert.Same(pending, Apply(pending, unresolved));
        Assert.False(CheckoutStateMachine.RequiresWrite(pending, pending));
    }

    [Theory]
    [InlineData(OrderStep.Capturing)]
    [InlineData(OrderStep.Finishing)]
    [InlineData(OrderStep.Rejecting)]
    [InlineData(OrderStep.Refunding)]
    public void What_may_have_moved_money_is_never_given_up(OrderStep step)
    {
        var order = Placed(false) with { Step = step };

        Assert.Same(order, CheckoutStateMachine.Apply(order, new CheckoutEvent.Unresolved("x", "y"), Now + TimeSpan.FromDays(365), Deadline));
    }

    [Fact]
    public void A_cancellation_that_comes_too_late_leaves_the_order_paid()
    {
        var asked = Apply(Placed(false) with { Step = OrderStep.Paid }, new CheckoutEvent.CancelAsked("c1", "why"));
        Assert.Equal(OrderStatus.Cancelling, OrderRules.View(asked)!.Status);

        var order = Apply(asked, new CheckoutEvent.ShipmentGone());
        Assert.Equal((OrderStep.Paid, null, null), (order.Step, order.CancelId, order.ReasonCode));
    }

    [Fact]
    public void A_cancelled_order_gave_everything_back()
    {
        var paid = Placed(false) with { Step = OrderStep.Paid, Captured = new Money(2100, "GBP") };
        var order = Apply(
            Apply(Apply(paid, new CheckoutEvent.CancelAsked("c1", "why")), new CheckoutEvent.ShipmentStopped()), new CheckoutEvent.Refunded());

        Assert.Equal((OrderStep.Cancelled, order.Captured), (order.Step, order.Refunded));
        Assert.All(order.Lines, line => Assert.Equal(OrderLineStatus.Released, line.Status));
    }

    [Fact]
    public void Refuses_events_that_cannot_happen() => Assert.Throws<InvalidOperationException>(
        () => Apply(Placed(false) with { Step = OrderStep.Rejecting }, new CheckoutEvent.Captured()));

    private static OrderState Placed(bool partial) =>
        OrderRules.Place("o1", Sample.Order("c1", "tok_ok", partial, Sample.Line("s1/p1"), Sample.Line("s2/p1")), Now).Value!;

    private static OrderState Apply(OrderState order, CheckoutEvent happened) => CheckoutStateMachine.Apply(order, happened, Now, Deadline);
}
