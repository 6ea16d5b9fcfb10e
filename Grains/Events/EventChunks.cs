using System.Collections.Immutable;
using System.Globalization;

namespace OrleansMicro.Events;

/// <summary>The chunks of one event log: the newest one, to which events are added, and some full ones that were read lately.</summary>
internal sealed class EventChunks(string log, GrainStates states)
{
    private const int MaxCached = 16;
    private static readonly GrainType Type = GrainType.Create("eventchunk");

    private readonly Dictionary<long, EventChunk> _cache = [];
    private readonly Queue<long> _cached = new();
    private GroupCommit<EventChunk> _newest = null!;

    /// <summary>The number of the newest chunk.</summary>
    public long Number { get; private set; }

    /// <summary>The newest chunk, as it is on disk.</summary>
    public EventChunk Newest => _newest.State;

    /// <summary>Opens the newest chunk.</summary>
    /// <param name="from">A chunk that exists, or 0.</param>
    public async Task Open(long from)
    {
        _newest = await OpenRow(Number = from, before: 0);
        await MoveOn();
    }

    /// <summary>The newest chunk, read again if it may be old.</summary>
    public async Task<EventChunk> ReadNewest()
    {
        await _newest.Read();
        await MoveOn();
        return Newest;
    }

    /// <summary>Adds events, durably. Many callers share one write.</summary>
    public async Task Append(ImmutableArray<MarketEvent> events)
    {
        while (true)
        {
            var chunk = _newest;
            if (await chunk.Apply(state => state.IsFull ? (state, false) : (state.With(events), true)))
                return;
            await MoveOn();
        }
    }

    /// <summary>A chunk; null if there is none.</summary>
    public async Task<EventChunk?> Find(long number)
    {
        if (number == Number)
            return Newest;
        if (number > Number)
            return null;
        if (_cache.TryGetValue(number, out var known))
            return known;
        var row = Row(number);
        await row.ReadStateAsync();
        if (!row.RecordExists || !row.State.IsFull)
            return null;
        Remember(number, row.State);
        return row.State;
    }

    /// <summary>Deletes the row of a chunk.</summary>
    public async Task Delete(long number)
    {
        var row = Row(number);
        await row.ReadStateAsync();
        if (row.RecordExists)
            await row.ClearStateAsync();
        _cache.Remove(number);
    }

    /// <summary>Goes on to the chunk after a full one. Another activation may have filled it meanwhile.</summary>
    private async Task MoveOn()
    {
        while (_newest.State is { IsFull: true } full)
        {
            var (chunk, number) = (_newest, Number);
            var next = await OpenRow(number + 1, full.Before + full.Events.Length);
            if (!ReferenceEquals(chunk, _newest))
                continue;
            Remember(number, full);
            (_newest, Number) = (next, number + 1);
        }
    }

    private async Task<GroupCommit<EventChunk>> OpenRow(long number, long before)
    {
        var row = Row(number);
        await row.ReadStateAsync();
        if (!row.RecordExists)
            row.State = new EventChunk { Before = before };
        return states.Grouped(row);
    }

    private void Remember(long number, EventChunk chunk)
    {
        if (!_cache.TryAdd(number, chunk))
            return;
        _cached.Enqueue(number);
        if (_cached.Count > MaxCached)
            _cache.Remove(_cached.Dequeue());
    }

    private IPersistentState<EventChunk> Row(long number) => states.Open<EventChunk>(
        "eventchunk", GrainId.Create(Type, IdSpan.Create(string.Create(CultureInfo.InvariantCulture, $"{log}/{number}"))));
}
