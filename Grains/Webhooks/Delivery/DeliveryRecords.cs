using System.Collections.Immutable;
using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>The latest deliveries of a webhook: in memory, and now and then on disk.</summary>
internal sealed class DeliveryRecords(GroupCommit<DeliveryLogState> row, TimeProvider clock)
{
    private readonly List<WebhookDelivery> _pending = [];
    private DeliveryLogState _latest = row.State;
    private long _last = row.State.Last;
    private bool _isDirty;

    /// <summary>Adds a delivery.</summary>
    public WebhookDelivery Add(
        MarketEvent happened, int attempt, DateTimeOffset startedAt, string url, ImmutableArray<WebhookHeader> sent, WebhookAnswer answer,
        DeliveryOutcome outcome)
    {
        var duration = (long)(clock.GetUtcNow() - startedAt).TotalMilliseconds;
        var delivery = new WebhookDelivery(
            ++_last, happened.Id, happened.Type, attempt, startedAt, Math.Max(0, duration), outcome, url, sent, answer.Status,
            answer.Headers.OrEmpty(), answer.Body, outcome == DeliveryOutcome.Delivered ? null : answer.Failure);
        _pending.Add(delivery);
        if (_pending.Count > DeliveryLogState.MaxPerKind)
            Merge();
        return delivery;
    }

    /// <summary>A part of the list, newest first.</summary>
    public Page<WebhookDelivery> List(long? cursor, int limit)
    {
        Merge();
        return DeliveryLogRules.List(_latest, cursor, limit);
    }

    /// <summary>Writes the list, if there is anything new.</summary>
    public async Task Flush()
    {
        Merge();
        if (!_isDirty)
            return;
        _isDirty = false;
        var latest = _latest;
        await row.Apply(_ => (latest, true));
    }

    private void Merge()
    {
        if (_pending.Count == 0)
            return;
        _latest = DeliveryLogRules.Add(_latest, _pending);
        _pending.Clear();
        _isDirty = true;
    }
}
