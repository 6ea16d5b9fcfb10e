using System.Collections.Immutable;

namespace OrleansMicro.Events;

/// <summary>
/// The events of an aggregate that may not be in their log yet. A part of the aggregate's row, so one write keeps a change and its events. See
/// docs/decisions/0034-keep-events-in-the-row-of-their-change.md.
/// </summary>
[GenerateSerializer, Immutable, Alias("om.outbox")]
public sealed record Outbox
{
    /// <summary>The events that may wait before new commands are refused. What was accepted before still finds room.</summary>
    public const int MaxPending = 256;

    /// <summary>No event yet.</summary>
    public static Outbox Empty { get; } = new();

    /// <summary>The sequence of the newest event of the aggregate itself.</summary>
    [Id(0)]
    public long Last { get; init; }

    /// <summary>The sequence of the newest event of each part of the aggregate that is a subject of its own.</summary>
    [Id(1)]
    public ImmutableSortedDictionary<string, long>? Parts { get; init; }

    /// <summary>The events, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<PendingEvent> Pending { get; init => field = value.OrEmpty(); } = [];

    /// <summary>How many events the row has ever had: also the number of the newest one among all events of the row.</summary>
    internal long Count => Last + (Parts is { } parts ? parts.Values.Sum() : 0);

    /// <summary>Whether new commands must be refused, because too many events wait.</summary>
    internal bool IsFull => Pending.Length >= MaxPending;

    /// <summary>With more events.</summary>
    internal Outbox With(ReadOnlySpan<NewEvent> events, DateTimeOffset now, string? traceParent)
    {
        var (last, parts, pending) = (Last, Parts, Pending.ToBuilder());
        foreach (var happened in events)
        {
            long sequence;
            if (happened.Part is { } part)
            {
                parts ??= ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
                parts = parts.SetItem(part, sequence = parts.GetValueOrDefault(part) + 1);
            }
            else
            {
                sequence = ++last;
            }

            pending.Add(new PendingEvent(happened.Type, sequence, now, happened.Part, happened.Data, traceParent));
        }

        return new Outbox { Last = last, Parts = parts, Pending = pending.ToImmutable() };
    }

    /// <summary>Without the events that are in their log. The same reference if there are none.</summary>
    /// <param name="handedOver">The number of the newest event that is in its log.</param>
    internal Outbox Without(long handedOver)
    {
        var done = (int)Math.Clamp(handedOver - FirstNumber + 1, 0, Pending.Length);
        return done == 0 ? this : this with { Pending = Pending[done..] };
    }

    /// <summary>The number of the oldest event that is here.</summary>
    internal long FirstNumber => Count - Pending.Length + 1;
}

/// <summary>An event as it waits in its row.</summary>
/// <param name="Type">See <see cref="MarketEvent"/>.</param>
/// <param name="Sequence">See <see cref="MarketEvent"/>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Part">The part of the aggregate that it happened to; null: the aggregate itself.</param>
/// <param name="Data">Its data; null: they follow from the row, whatever happens to it later.</param>
/// <param name="TraceParent">See <see cref="MarketEvent"/>.</param>
[GenerateSerializer, Immutable, Alias("om.outbox.event")]
public sealed record PendingEvent(
    [property: Id(0)] string Type,
    [property: Id(1)] long Sequence,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string? Part = null,
    [property: Id(4)] EventData? Data = null,
    [property: Id(5)] string? TraceParent = null);

/// <summary>An event that a change causes.</summary>
/// <param name="Type">See <see cref="MarketEvent"/>.</param>
/// <param name="Data">See <see cref="PendingEvent"/>.</param>
/// <param name="Part">See <see cref="PendingEvent"/>.</param>
internal readonly record struct NewEvent(string Type, EventData? Data = null, string? Part = null);
