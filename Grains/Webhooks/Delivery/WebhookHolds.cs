using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>Keeps the events in the logs that a webhook still needs: those after its cursors, and those that are parked.</summary>
internal sealed class WebhookHolds(string webhookId, IGrainFactory grains)
{
    private readonly long?[] _held = new long?[EventLog.Shards];

    private string Sink => $"webhooks/{webhookId}";

    /// <summary>Reads where each log ends, and holds what comes after that. A new webhook begins there.</summary>
    public async Task<LaneState[]> Begin(Caller caller)
    {
        var lanes = new LaneState[EventLog.Shards];
        await Task.WhenAll(Enumerable.Range(0, EventLog.Shards).Select(async shard =>
        {
            var end = (await Log(shard).GetStatus(caller)).End;
            await Log(shard).Hold(Sink, end);
            lanes[shard] = new LaneState(shard, end);
        }));
        return lanes;
    }

    /// <summary>Follows what is on disk.</summary>
    public async Task Follow(WebhookProgress written)
    {
        for (var shard = 0; shard < _held.Length; shard++)
        {
            var needed = Needed(written, shard);
            if (needed == _held[shard])
                continue;
            await Log(shard).Hold(Sink, needed);
            _held[shard] = needed;
        }
    }

    /// <summary>Needs no events any more.</summary>
    public async Task Release()
    {
        Array.Clear(_held);
        await Task.WhenAll(Enumerable.Range(0, EventLog.Shards).Select(shard => Log(shard).Release(Sink)));
    }

    /// <summary>A log.</summary>
    public IEventLogGrain Log(int shard) => grains.GetGrain<IEventLogGrain>(EventLog.KeyOf(shard));

    /// <summary>The oldest position of a log that is needed.</summary>
    public static long Needed(WebhookProgress progress, int shard) => Math.Min(
        progress.Lanes.Where(lane => lane.Shard == shard).Select(static lane => lane.Cursor).DefaultIfEmpty(0).Min(),
        progress.Parked.Where(parked => parked.Shard == shard).Select(static parked => parked.Position).DefaultIfEmpty(long.MaxValue).Min());
}
