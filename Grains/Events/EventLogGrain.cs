using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro.Events;

/// <inheritdoc cref="IEventLogGrain"/>
[Immovable]
[Reentrant]
public sealed partial class EventLogGrain(
    [PersistentState("eventlog")] IPersistentState<EventLogState> storage,
    GrainStates states,
    TimeProvider clock,
    IOptions<EventOptions> options,
    ILogger<EventLogGrain> logger) : Grain, IEventLogGrain
{
    /// <summary>How many chunks may be added before their number is written.</summary>
    private const int ChunksPerMark = 16;

    private const int MaxKnown = 65_536;

    private static readonly TimeSpan TrimPeriod = TimeSpan.FromMinutes(1);

    // The newest sequence of subjects that were appended lately. A repeat need not be in the log twice.
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private GroupCommit<EventLogState> _commit = null!;
    private EventChunks _chunks = null!;
    private TaskCompletionSource _appended = new();

    private string Shard => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        _chunks = new EventChunks(Shard, states);
        await _chunks.Open(Math.Max(storage.State.Oldest, storage.State.Newest));
        foreach (var happened in _chunks.Newest.Events)
            _known[happened.Subject] = happened.Sequence;
        var retention = new EventRetention(_chunks, _commit, options.Value, clock);
        this.RegisterGrainTimer(_ => Trim(retention), new GrainTimerCreationOptions(TrimPeriod, TrimPeriod) { Interleave = true });
    }

    /// <inheritdoc/>
    public async Task Append(ImmutableArray<MarketEvent> events)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Length, EventLog.MaxAppend, nameof(events));
        var fresh = events.RemoveAll(IsKnown);
        if (fresh.IsEmpty)
            return;
        try
        {
            await _chunks.Append(fresh);
        }
        catch
        {
            // Another activation may have appended, and what this one knows may be old.
            _known.Clear();
            throw;
        }

        Remember(fresh);
        if (_chunks.Number >= _commit.State.Newest + ChunksPerMark)
            Mark();
        var appended = _appended;
        _appended = new TaskCompletionSource();
        appended.SetResult();
    }

    /// <inheritdoc/>
    public async Task<EventPage> Read(ReadEvents query, Caller caller, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.From, nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, EventLog.MaxRead, nameof(query));
        var appended = _appended.Task;
        await _chunks.ReadNewest();
        var page = await ReadNow(query);
        if (!page.Events.IsEmpty || page.Oldest > query.From || query.Wait <= TimeSpan.Zero)
            return page;
        await appended.WaitAsync(query.Wait < Limits.MaxCallWait ? query.Wait : Limits.MaxCallWait, clock, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellation.ThrowIfCancellationRequested();
        return await ReadNow(query);
    }

    /// <inheritdoc/>
    public Task Hold(string sink, long position)
    {
        if (_commit.State.Holds?.ContainsKey(sink) != true)
            return _commit.Apply(state => (EventLogRules.Hold(state, sink, position), true));
        _commit.ApplyDeferred(state => EventLogRules.Hold(state, sink, position));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release(string sink) => _commit.Apply(state => (EventLogRules.Release(state, sink), true));

    /// <inheritdoc/>
    public async Task<EventLogStatus> GetStatus(Caller caller, CancellationToken cancellation = default)
    {
        var newest = await _chunks.ReadNewest();
        return new EventLogStatus(
            EventChunk.Position(_commit.State.Oldest, 0),
            EventChunk.Position(_chunks.Number, newest.Events.Length),
            newest.Before + newest.Events.Length,
            newest.Events is [.., var last] ? last.Time : null);
    }

    private async Task Trim(EventRetention retention)
    {
        try
        {
            await retention.Trim();
        }
        catch (Exception exception)
        {
            LogTrimFailed(logger, Shard, exception);
        }
    }

    private async Task<EventPage> ReadNow(ReadEvents query)
    {
        var oldest = EventChunk.Position(_commit.State.Oldest, 0);
        var (chunk, index) = EventChunk.Split(query.From == 0 ? oldest : query.From);
        var end = _chunks.Newest.Before + _chunks.Newest.Events.Length;
        if (query.From > 0 && query.From < oldest)
            return new EventPage([], query.From, oldest, end);
        var found = ImmutableArray.CreateBuilder<LoggedEvent>();
        var passed = end;
        while (found.Count < query.Limit && await _chunks.Find(chunk) is { } current)
        {
            for (; index < current.Events.Length && found.Count < query.Limit; index++)
                found.Add(new LoggedEvent(EventChunk.Position(chunk, index), current.Events[index]));
            passed = current.Before + index;
            if (index < current.Events.Length || !current.IsFull)
                break;
            (chunk, index) = (chunk + 1, 0);
        }

        return new EventPage(found.ToImmutable(), EventChunk.Position(chunk, index), oldest, Math.Max(0, end - passed));
    }

    private bool IsKnown(MarketEvent happened) => _known.TryGetValue(happened.Subject, out var newest) && happened.Sequence <= newest;

    private void Remember(ImmutableArray<MarketEvent> events)
    {
        if (_known.Count > MaxKnown)
            _known.Clear();
        foreach (var happened in events)
        {
            if (_known.TryGetValue(happened.Subject, out var newest) && happened.Sequence > newest + 1)
                LogGap(logger, Shard, happened.Subject, newest, happened.Sequence);
            _known[happened.Subject] = happened.Sequence;
        }
    }

    /// <summary>Notes how far the log has come, so that the next activation finds its end fast. If that fails, it is tried again later.</summary>
    private void Mark()
    {
        var number = _chunks.Number;
        _commit.Apply(state => (number > state.Newest ? state with { Newest = number } : state, true)).Ignore();
    }

    [LoggerMessage(1505, LogLevel.Warning, "Log {Shard}: old events could not be deleted. It is tried again in a minute.")]
    private static partial void LogTrimFailed(ILogger logger, string shard, Exception exception);

    [LoggerMessage(1502, LogLevel.Critical, "Log {Shard}: {Subject} has event {Next} after event {Last}. Those between are missing. Report this.")]
    private static partial void LogGap(ILogger logger, string shard, string subject, long last, long next);
}
