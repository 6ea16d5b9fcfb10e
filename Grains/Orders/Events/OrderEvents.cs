using OrleansMicro.Events;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <summary>
/// The events of an order, its payment and its packages. They follow from the order's history and from what changed in its parts. Their data follow
/// from the row, whatever happens to it later, so the row need not hold them twice.
/// </summary>
internal static class OrderEvents
{
    private const string PaymentPart = "payment";
    private const string PackagePart = "packages/";

    /// <summary>How they follow from the changes of an order. Its recovery sees to it that they reach their log.</summary>
    public static EventRules<OrderState> Rules { get; } = new(
        static state => state.Outbox,
        static (state, outbox) => state.Step == OrderStep.None ? state : state with { Outbox = outbox },
        Between,
        Describe)
    {
        IsAnnounced = static (_, _) => false,
        HandsOverAtOnce = false,
    };

    private static NewEvent[] Between(OrderState before, OrderState after)
    {
        if (after.Step == OrderStep.None)
            return [];
        var events = new List<NewEvent>();
        AddPayment(events, before, after);
        for (var i = before.History.Length; i < after.History.Length; i++)
            AddHistory(events, after, i);
        AddPackages(events, before, after);
        return [.. events];
    }

    private static void AddHistory(List<NewEvent> events, OrderState order, int index)
    {
        switch (order.History[index].Type)
        {
            case "placed":
                events.Add(new NewEvent(EventTypes.OrderPlaced));
                break;
            case "payment-pending":
                events.Add(new NewEvent(EventTypes.PaymentPending, null, PaymentPart));
                break;
            case "captured":
                events.Add(new NewEvent(EventTypes.PaymentCaptured, null, PaymentPart));
                break;
            case "paid" when order.History[index - 1].Type == "cancelling":
                events.Add(new NewEvent(EventTypes.OrderCancellationRefused));
                break;
            case "paid":
                events.Add(new NewEvent(EventTypes.OrderPaid));
                break;
            case "rejected":
                events.Add(new NewEvent(EventTypes.OrderRejected));
                break;
            case "cancelling":
                // The reason is gone from the row if the cancellation is refused.
                events.Add(new NewEvent(EventTypes.OrderCancelling, OrderEventFacts.Order(order, EventTypes.OrderCancelling)));
                break;
            case "cancelled":
                events.Add(new NewEvent(EventTypes.PaymentRefunded, null, PaymentPart));
                events.Add(new NewEvent(EventTypes.OrderCancelled));
                break;
        }
    }

    private static void AddPayment(List<NewEvent> events, OrderState before, OrderState after)
    {
        if (HasNoParts(before) || before.Payment?.Status == after.Payment?.Status)
            return;
        if (after.Payment?.Status == PaymentStatus.Declined)
            events.Add(new NewEvent(EventTypes.PaymentFailed, OrderEventFacts.Payment(after, EventTypes.PaymentFailed), PaymentPart));
        else if (after.Payment?.Status == PaymentStatus.Voided && after.HoldAsked)
            events.Add(new NewEvent(EventTypes.PaymentVoided, null, PaymentPart));
    }

    private static void AddPackages(List<NewEvent> events, OrderState before, OrderState after)
    {
        if (HasNoParts(before))
            return;
        var (known, packages) = (before.Shipment?.Packages ?? [], after.Shipment?.Packages ?? []);
        for (var i = 0; i < packages.Length; i++)
        {
            var package = packages[i];
            if (i < known.Length && (ReferenceEquals(package, known[i]) || package.Status == known[i].Status))
                continue;
            events.Add(new NewEvent(TypeOf(package.Status), null, PackagePart + package.SellerId));
        }
    }

    // Written by an earlier version, which had no events. What happened before this one took the order over has none.
    private static bool HasNoParts(OrderState before) => before.Step != OrderStep.None && before.Payment is null;

    private static string TypeOf(PackageStatus status) => status switch
    {
        PackageStatus.ReadyToShip => EventTypes.PackageCreated,
        PackageStatus.Shipped => EventTypes.PackageShipped,
        PackageStatus.Delivered => EventTypes.PackageDelivered,
        _ => EventTypes.PackageCancelled,
    };

    private static MarketEvent Describe(OrderState order, PendingEvent pending)
    {
        var (subject, sellerId, data) = pending.Part switch
        {
            null => (EventSubjects.Order(order.OrderId), null, pending.Data ?? OrderEventFacts.Order(order, pending.Type)),
            PaymentPart => (EventSubjects.Payment(order.OrderId), null, pending.Data ?? OrderEventFacts.Payment(order, pending.Type)),
            var part => Package(part[PackagePart.Length..]),
        };
        return new MarketEvent(pending.Type, subject, pending.Sequence, pending.At, sellerId, order.CustomerId, pending.TraceParent, data);

        (string, string?, EventData) Package(string seller) =>
            (EventSubjects.Package(order.OrderId, seller), seller, OrderEventFacts.Package(order, seller, pending.Type));
    }
}
