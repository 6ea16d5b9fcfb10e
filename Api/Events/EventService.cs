namespace OrleansMicro.Events;

/// <summary>Reads the event logs.</summary>
internal sealed class EventService(GrainCalls grains, IConfiguration configuration)
{
    /// <summary>The most events of one read.</summary>
    private const int MaxEvents = 500;

    /// <summary>The CloudEvents attribute <c>source</c>. The silos validate the setting.</summary>
    public string Source { get; } = configuration["Events:Source"] ?? CloudEventJson.DefaultSource;

    /// <summary>Where a stream begins.</summary>
    /// <exception cref="ProblemException">Events after the client's cursor are gone.</exception>
    public async Task<EventCursor> BeginAsync(EventQuery query, Caller caller, CancellationToken cancellation)
    {
        var logs = new Task<EventLogStatus>[EventLog.Shards];
        for (var shard = 0; shard < logs.Length; shard++)
            logs[shard] = grains.CallAsync(EventLog.KeyOf(shard), (IEventLogGrain log) => log.GetStatus(caller, cancellation), cancellation);
        var (begin, oldest, isGone) = (new EventCursor(), new EventCursor(), false);
        for (var shard = 0; shard < logs.Length; shard++)
        {
            var status = await logs[shard];
            oldest[shard] = Math.Max(status.Oldest, query.After?[shard] ?? 0);
            begin[shard] = query.After?[shard] ?? (query.IsFromStart ? status.Oldest : status.End);
            isGone |= begin[shard] < status.Oldest;
        }

        return isGone
            ? throw new ProblemException(
                ProblemCodes.EventsGone, $"Events after this one are no longer kept. Begin with '{EventQuery.LastEventId}: {oldest}'.",
                EventQuery.LastEventId)
            {
                ResponseHeader = ("Events-Oldest", oldest.ToString()),
            }
            : begin;
    }

    /// <summary>Reads events of one log, or waits a little for some.</summary>
    public Task<EventPage> ReadAsync(int shard, long from, Caller caller, CancellationToken cancellation)
    {
        var query = new ReadEvents(from, MaxEvents, Limits.MaxCallWait);
        return grains.CallAsync(EventLog.KeyOf(shard), (IEventLogGrain log) => log.Read(query, caller, cancellation), cancellation);
    }
}
