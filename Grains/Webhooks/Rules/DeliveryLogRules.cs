
namespace OrleansMicro.Webhooks;

/// <summary>The rules of the delivery log.</summary>
public static class DeliveryLogRules
{
    /// <summary>Adds deliveries, oldest first. The oldest of their kind make room.</summary>
    public static DeliveryLogState Add(DeliveryLogState state, IEnumerable<WebhookDelivery> deliveries)
    {
        var all = state.Items.AddRange(deliveries);
        var latest = all.Where(IsSuccess).TakeLast(DeliveryLogState.MaxPerKind)
            .Concat(all.Where(static delivery => !IsSuccess(delivery)).TakeLast(DeliveryLogState.MaxPerKind));
        return new DeliveryLogState
        {
            Last = all is [.., var last] ? Math.Max(state.Last, last.Number) : state.Last,
            Items = [.. latest.OrderBy(static delivery => delivery.Number)],
        };
    }

    /// <summary>A part of the list, newest first.</summary>
    public static Page<WebhookDelivery> List(DeliveryLogState state, long? cursor, int limit)
    {
        var rest = state.Items.Reverse().Where(item => item.Number < (cursor ?? long.MaxValue)).Take(limit + 1).ToArray();
        return new Page<WebhookDelivery>([.. rest.Take(limit)], rest.Length > limit ? rest[limit - 1].Number : null);
    }

    private static bool IsSuccess(WebhookDelivery delivery) => delivery.Outcome == DeliveryOutcome.Delivered;
}
