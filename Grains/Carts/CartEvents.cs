using OrleansMicro.Events;

namespace OrleansMicro.Carts;

/// <summary>The events of a cart: its checkouts. Changes of its lines concern nobody but its customer.</summary>
internal static class CartEvents
{
    /// <summary>How they follow from the changes of a cart.</summary>
    /// <param name="customerId">The customer.</param>
    public static EventRules<CartState> RulesFor(string customerId)
    {
        var subject = EventSubjects.Cart(customerId);
        return new EventRules<CartState>(
            static state => state.Outbox,
            static (state, outbox) => state with { Outbox = outbox },
            (before, after) => Between(before, after, customerId),
            (_, pending) => new MarketEvent(
                pending.Type, subject, pending.Sequence, pending.At, null, customerId, pending.TraceParent, pending.Data!.Value));
    }

    private static NewEvent[] Between(CartState before, CartState after, string customerId)
    {
        if (after.LockedBy is not { } orderId || before.LockedBy == orderId)
            return [];
        var data = new CheckoutEventData(customerId, orderId, after.Version, CartRules.Total(after.Lines)!.Value);
        return [new NewEvent(EventTypes.CheckoutStarted, EventJson.Write(data, EventJson.Default.CheckoutEventData))];
    }
}
