using System.Collections.Immutable;

namespace OrleansMicro.Events;

/// <summary>
/// A part of an event log, in a row of its own. Events are added until it is full. The ETag of the row decides between two activations of the log, so
/// no event is overwritten. See docs/decisions/0037-keep-the-event-log-in-chunks.md.
/// </summary>
[GenerateSerializer, Alias("om.eventchunk.state")]
public sealed record EventChunk
{
    /// <summary>How many characters of events fill a chunk. It is written again with each append until then.</summary>
    internal const int FullAt = 6_000;

    private const int MaxIndex = 0xFFFF;
    private const int EnvelopeLength = 64;

    /// <summary>How many events the log had before this chunk.</summary>
    [Id(0)]
    public long Before { get; init; }

    /// <summary>The events, oldest first.</summary>
    [Id(1)]
    public ImmutableArray<MarketEvent> Events { get; init => field = value.OrEmpty(); } = [];

    /// <summary>Whether no event is added any more.</summary>
    [Id(2)]
    public bool IsFull { get; init; }

    /// <summary>With more events at the end.</summary>
    internal EventChunk With(ImmutableArray<MarketEvent> events)
    {
        var all = Events.AddRange(events);
        return this with { Events = all, IsFull = all.Length >= MaxIndex - EventLog.MaxAppend || Length(all) >= FullAt };
    }

    /// <summary>The position of an event of a chunk.</summary>
    internal static long Position(long chunk, int index) => (chunk << 16) | (uint)index;

    /// <summary>The chunk of a position, and the index in it.</summary>
    internal static (long Chunk, int Index) Split(long position) => (position >> 16, (int)(position & MaxIndex));

    private static int Length(ImmutableArray<MarketEvent> events)
    {
        var length = 0;
        foreach (var happened in events)
            length += happened.Subject.Length + happened.Data.Json.Length + EnvelopeLength;
        return length;
    }
}

/// <summary>Where an event log begins and, roughly, ends.</summary>
[GenerateSerializer, Alias("om.eventlog.state")]
public sealed record EventLogState
{
    /// <summary>The number of the oldest chunk that is kept.</summary>
    [Id(0)]
    public long Oldest { get; init; }

    /// <summary>A chunk that exists, not far from the newest one; 0 for a new log.</summary>
    [Id(1)]
    public long Newest { get; init; }

    /// <summary>The oldest position that each sink still needs.</summary>
    [Id(2)]
    public ImmutableSortedDictionary<string, long>? Holds { get; init; }

    /// <summary>The rows of all chunks before this one are deleted.</summary>
    [Id(3)]
    public long Deleted { get; init; }
}
