using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>What is read of one log: its events as they come, or a range of it once more.</summary>
internal sealed class EventLane(LaneState state)
{
    // Enough to keep all deliveries busy between two reads, also while one event takes long.
    private const int MaxUndone = 256;
    private const int MaxWindow = 4_096;

    private readonly Queue<QueuedEvent> _window = new();

    /// <summary>The log.</summary>
    public int Shard { get; } = state.Shard;

    /// <summary>The range; null: all events as they come.</summary>
    public ResendRange? Range { get; } = state.Range;

    /// <summary>Where the next read begins.</summary>
    public long Next { get; private set; } = state.Cursor;

    /// <summary>How many events the log has after <see cref="Next"/>.</summary>
    public long Behind { get; private set; }

    /// <summary>The events that were read and not delivered.</summary>
    public int Undone { get; private set; }

    /// <summary>Whether a read is under way.</summary>
    public bool IsReading { get; set; }

    /// <summary>When the log may be read again after a failure.</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>Whether all of the range was read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether the range was read and delivered.</summary>
    public bool IsDone => IsRead && _window.Count == 0;

    /// <summary>Each event before it is done with.</summary>
    public long Cursor => _window.TryPeek(out var first) ? first.Position : Next;

    /// <summary>Whether another read may begin.</summary>
    public bool CanRead(DateTimeOffset now) =>
        !IsReading && !IsRead && now >= ReadAt && Undone < MaxUndone && _window.Count < MaxWindow;

    /// <summary>How many events the next read may give.</summary>
    public int Limit => Math.Clamp(MaxUndone - Undone, 1, EventLog.MaxRead);

    /// <summary>Whether an event is in the range.</summary>
    public bool Has(LoggedEvent logged) => Range is not { } range
        || (logged.Position < range.End
            && (range.Subject is null || range.Subject == logged.Event.Subject)
            && (range.FromSequence is null || logged.Event.Sequence >= range.FromSequence)
            && (range.ToSequence is null || logged.Event.Sequence <= range.ToSequence)
            && (range.From is null || logged.Event.Time >= range.From)
            && (range.Until is null || logged.Event.Time < range.Until));

    /// <summary>Adds an event that is to be delivered. It holds the cursor until <see cref="Leave"/>.</summary>
    public void Add(QueuedEvent item)
    {
        _window.Enqueue(item);
        Undone++;
    }

    /// <summary>An event that was added is done with.</summary>
    public void Leave(QueuedEvent item)
    {
        item.HasLeftLane = true;
        Undone--;
        while (_window.TryPeek(out var first) && first.HasLeftLane)
            _window.Dequeue();
    }

    /// <summary>Goes on after a page.</summary>
    public void Pass(EventPage page)
    {
        (Next, Behind) = (page.Next, page.Behind);
        IsRead = Range is { } range && (Next >= range.End || page.Events.IsEmpty);
    }

    /// <summary>Goes on at the oldest event that the log still has.</summary>
    public void Skip(long oldest)
    {
        Next = oldest;
        IsRead = Range is { } range && Next >= range.End;
    }

    /// <summary>As it is stored.</summary>
    public LaneState ToState() => new(Shard, Cursor, Range);
}
