using System.Collections.Immutable;

namespace OrleansMicro.Orders;

/// <summary>The order's state machine. It is pure, handles every event that can happen, and throws for any other.</summary>
public static class CheckoutStateMachine
{
    /// <summary>The order after an event. The same reference: nothing changed, and the step must be retried.</summary>
    /// <param name="order">The order so far.</param>
    /// <param name="happened">The result of its step.</param>
    /// <param name="now">The time of the event.</param>
    /// <param name="deadline">The age at which an order without a capture is given up if a step is unresolved.</param>
    /// <exception cref="InvalidOperationException">The event cannot happen in this step.</exception>
    public static OrderState Apply(OrderState order, CheckoutEvent happened, DateTimeOffset now, TimeSpan deadline) => (order.Step, happened) switch
    {
        (OrderStep.Reserving, CheckoutEvent.Reserved e) => AfterReserve(order, e.Refusals, now),
        (OrderStep.Authorising, CheckoutEvent.Authorised e) =>
            To(order with { HoldReference = e.Reference }, OrderStep.Confirming, now, "authorised", order.Total.ToString()),
        (OrderStep.Confirming, CheckoutEvent.Confirmed) =>
            To(order with { Lines = WithStatus(order, OrderLineStatus.Confirmed), Listed = true }, OrderStep.Capturing, now, "confirmed"),
        (OrderStep.Confirming, CheckoutEvent.LinesLost e) => GiveUp(
            order with { Lines = Refuse(order.Lines, e.Refusals), Listed = true }, now, FirstCode(e.Refusals), "Other orders have bought the units."),
        (OrderStep.Capturing, CheckoutEvent.Captured) =>
            To(order with { Captured = order.Total }, OrderStep.Finishing, now, "captured", order.Total.ToString()),
        (OrderStep.Authorising or OrderStep.Capturing, CheckoutEvent.PaymentRefused e) => GiveUp(order, now, e.Code, e.Message),
        (OrderStep.Finishing, CheckoutEvent.Finished) => To(order, OrderStep.Paid, now, "paid"),
        (OrderStep.Rejecting, CheckoutEvent.Undone) =>
            To(order with { Lines = WithStatus(order, OrderLineStatus.Released) }, OrderStep.Rejected, now, "rejected", order.ReasonCode),
        (_, CheckoutEvent.Superseded) => order,
        (_, CheckoutEvent.Unresolved e) when CanGiveUp(order.Step) && now - order.PlacedAt > deadline => GiveUp(order, now, e.Code, e.Message),
        (OrderStep.Authorising, CheckoutEvent.Unresolved e) when order.History[^1].Type != PaymentPending =>
            To(order, order.Step, now, PaymentPending, e.Message),
        (_, CheckoutEvent.Unresolved) => order,
        _ => CancellationRules.Apply(order, happened, now),
    };

    // The event of an order whose payment takes long. It is written once and shows the customer the reason.
    private const string PaymentPending = "payment-pending";

    /// <summary>
    /// Whether the order must be on disk before the next step is carried out. It need not be before authorising and confirming exactly the lines
    /// that were placed: the participants know the order's id, so a second run from <see cref="OrderStep.Reserving"/> has the same result. Every
    /// decision is written: the way out, and the lines that a partial order leaves out. A later second run could leave out other lines and so ask
    /// for another amount. Finishing follows from Capturing alone.
    /// </summary>
    public static bool RequiresWrite(OrderState before, OrderState after) => !ReferenceEquals(before, after) && after.Step switch
    {
        OrderStep.Authorising => after.Terms!.AllowPartial || before.Step == OrderStep.Authorising,
        OrderStep.Confirming or OrderStep.Finishing => false,
        _ => true,
    };

    /// <summary>Whether the order still has a step to carry out.</summary>
    public static bool InFlight(OrderStep step) =>
        step is not (OrderStep.None or OrderStep.Paid or OrderStep.Rejected or OrderStep.Cancelled);

    private static bool CanGiveUp(OrderStep step) => step is OrderStep.Reserving or OrderStep.Authorising or OrderStep.Confirming;

    private static OrderState AfterReserve(OrderState order, ImmutableArray<string?> refusals, DateTimeOffset now)
    {
        var lines = Refuse(order.Lines, refusals);
        var held = lines.Count(line => line.Status != OrderLineStatus.Refused);
        if (held < lines.Length && (held == 0 || !order.Terms!.AllowPartial))
            return GiveUp(order with { Lines = lines }, now, FirstCode(refusals), $"{lines.Length - held} of {lines.Length} lines could not be had.");

        order = order with { Lines = lines };
        order = order with { Lines = WithStatus(order, OrderLineStatus.Reserved), Total = OrderRules.TotalOf(lines), HoldAsked = true };
        return To(order, OrderStep.Authorising, now, "reserved", held < lines.Length ? $"{held} of {lines.Length} lines" : null);
    }

    private static OrderState GiveUp(OrderState order, DateTimeOffset now, string code, string reason) =>
        To(order with { ReasonCode = code, Reason = reason, Captured = Money.Zero(order.Total.Currency) }, OrderStep.Rejecting, now, null);

    internal static OrderState To(OrderState order, OrderStep step, DateTimeOffset now, string? type, string? detail = null) => order with
    {
        Step = step,
        UpdatedAt = now,
        History = type is null ? order.History : order.History.Add(new OrderEvent(order.History.Length + 1, now, type, detail)),
    };

    private static string FirstCode(ImmutableArray<string?> refusals) => refusals.First(code => code is not null)!;

    private static ImmutableArray<OrderLine> Refuse(ImmutableArray<OrderLine> lines, ImmutableArray<string?> refusals)
    {
        if (refusals.Length != lines.Length)
            throw new ArgumentException($"{refusals.Length} answers for {lines.Length} lines.", nameof(refusals));
        var result = lines.ToBuilder();
        for (var i = 0; i < refusals.Length; i++)
        {
            if (refusals[i] is { } code)
                result[i] = result[i] with { Status = OrderLineStatus.Refused, ReasonCode = code };
        }

        return result.MoveToImmutable();
    }

    internal static ImmutableArray<OrderLine> WithStatus(OrderState order, OrderLineStatus status)
    {
        var result = order.Lines.ToBuilder();
        for (var i = 0; i < result.Count; i++)
        {
            if (result[i].Status != OrderLineStatus.Refused)
                result[i] = result[i] with { Status = status };
        }

        return result.MoveToImmutable();
    }
}

/// <summary>The result of a step. A step may be repeated; its result must then be the same or a later one.</summary>
public abstract record CheckoutEvent
{
    private CheckoutEvent()
    {
    }

    /// <summary>Every line was reserved or refused.</summary>
    /// <param name="Refusals">One per line of the order: the code of the refusal, or null if the line is reserved.</param>
    public sealed record Reserved(ImmutableArray<string?> Refusals) : CheckoutEvent;

    /// <summary>The amount is authorised.</summary>
    /// <param name="Reference">The provider's name for the hold.</param>
    public sealed record Authorised(string? Reference) : CheckoutEvent;

    /// <summary>The provider has refused the payment for good.</summary>
    public sealed record PaymentRefused(string Code, string Message) : CheckoutEvent;

    /// <summary>Every unit is sold, and the order is in the customer's list.</summary>
    public sealed record Confirmed : CheckoutEvent;

    /// <summary>Reservations expired or were lost, and other orders bought the units. The order is in the customer's list.</summary>
    /// <param name="Refusals">One per line, as in <see cref="Reserved"/>.</param>
    public sealed record LinesLost(ImmutableArray<string?> Refusals) : CheckoutEvent;

    /// <summary>The amount is captured.</summary>
    public sealed record Captured : CheckoutEvent;

    /// <summary>Packages and ledger entries exist, and the cart is unlocked.</summary>
    public sealed record Finished : CheckoutEvent;

    /// <summary>No stock and no money is held any more, and none will be.</summary>
    public sealed record Undone : CheckoutEvent;

    /// <summary>The customer asked to cancel the paid order.</summary>
    public sealed record CancelAsked(string OperationId, string? Reason) : CheckoutEvent
    {
        /// <summary>See <see cref="OrderState.TraceParent"/>.</summary>
        public string? TraceParent { get; init; }
    }

    /// <summary>The shipment is cancelled.</summary>
    public sealed record ShipmentStopped : CheckoutEvent;

    /// <summary>A package was shipped already.</summary>
    public sealed record ShipmentGone : CheckoutEvent;

    /// <summary>The money is refunded and the units are returned.</summary>
    public sealed record Refunded : CheckoutEvent;

    /// <summary>A product has seen a newer token. The order must be written again before it goes on.</summary>
    /// <param name="SettledUntil">The next token must be greater than this.</param>
    public sealed record Superseded(long SettledUntil) : CheckoutEvent;

    /// <summary>The step has no result yet: a participant failed, was busy, or does not know its outcome.</summary>
    public sealed record Unresolved(string Code, string Message) : CheckoutEvent;
}
