using OrleansMicro.Events;

namespace OrleansMicro.Sellers;

/// <summary>The events of a seller.</summary>
internal static class SellerEvents
{
    /// <summary>How they follow from the changes of a seller.</summary>
    /// <param name="sellerId">The seller.</param>
    public static EventRules<SellerState> RulesFor(string sellerId)
    {
        var subject = EventSubjects.Seller(sellerId);
        return new EventRules<SellerState>(
            static state => state.Outbox,
            static (state, outbox) => state with { Outbox = outbox },
            (before, after) => before.Version == after.Version
                ? []
                : [new NewEvent(
                    before.Version == 0 ? EventTypes.SellerCreated : EventTypes.SellerChanged,
                    EventJson.Write(new SellerEventData(sellerId, after.Version, after.Name), EventJson.Default.SellerEventData))],
            (_, pending) => new MarketEvent(
                pending.Type, subject, pending.Sequence, pending.At, sellerId, null, pending.TraceParent, pending.Data!.Value));
    }
}
