using System.Collections.Immutable;
using OrleansMicro.Events;

namespace OrleansMicro.Stock;

/// <summary>
/// The events of a stock: one for all changes that share a write. Changes that an order causes are not announced, because the order ends only when
/// they are in their log (<see cref="IStockGrain.Forget"/>).
/// </summary>
internal static class StockEvents
{
    /// <summary>The changes of one event. An event stays below 20 kB, as Standard Webhooks recommends.</summary>
    private const int MaxChanges = 100;

    /// <summary>How they follow from the changes of a stock.</summary>
    /// <param name="sellerId">The product's seller.</param>
    /// <param name="productId">The product.</param>
    public static EventRules<StockState> RulesFor(string sellerId, string productId)
    {
        var subject = EventSubjects.Stock(sellerId, productId);
        return new EventRules<StockState>(
            static state => state.Outbox,
            static (state, outbox) => state with { Outbox = outbox, Changes = [] },
            (_, after) => Between(after, sellerId, productId),
            (_, pending) => new MarketEvent(
                pending.Type, subject, pending.Sequence, pending.At, sellerId, null, pending.TraceParent, pending.Data!.Value))
        {
            IsAnnounced = static (_, after) => after.Changes.Any(static change => change.OrderId is null),
            AnnouncesAll = false,
        };
    }

    private static NewEvent[] Between(StockState after, string sellerId, string productId)
    {
        if (after.Changes.IsEmpty)
            return [];
        var events = new NewEvent[(after.Changes.Length + MaxChanges - 1) / MaxChanges];
        for (var i = 0; i < events.Length; i++)
        {
            var changes = ImmutableArray.Create(after.Changes, i * MaxChanges, Math.Min(MaxChanges, after.Changes.Length - (i * MaxChanges)));
            var data = new StockEventData(
                sellerId, productId, after.Version, after.OnHand, after.Received, after.WrittenOff, after.Sold, changes);
            events[i] = new NewEvent(EventTypes.StockChanged, EventJson.Write(data, EventJson.Default.StockEventData));
        }

        return events;
    }
}
