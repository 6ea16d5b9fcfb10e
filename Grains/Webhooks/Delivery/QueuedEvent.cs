using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>Where an event that waits is stored.</summary>
internal enum QueuedKind
{
    /// <summary>In the log, after the cursor of its lane.</summary>
    Fresh,

    /// <summary>In the list of parked events.</summary>
    Parked,

    /// <summary>In the list of dead letters.</summary>
    DeadLetter,
}

/// <summary>An event that is to be delivered.</summary>
internal sealed class QueuedEvent(int shard, long position, string subject, long sequence)
{
    public int Shard { get; } = shard;

    public long Position { get; } = position;

    public string Subject { get; } = subject;

    public long Sequence { get; } = sequence;

    public QueuedKind Kind { get; set; }

    /// <summary>The event; null until it is read from the log.</summary>
    public MarketEvent? Event { get; set; }

    /// <summary>Where it was read; null: it was parked, or a dead letter, when the activation began.</summary>
    public EventLane? Lane { get; set; }

    /// <summary>Whether its lane is done with it: it is delivered, parked or given up.</summary>
    public bool HasLeftLane { get; set; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; set; }

    /// <summary>When it may be sent.</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>Its first failure.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>An event of a log.</summary>
    public static QueuedEvent From(int shard, LoggedEvent logged) =>
        new(shard, logged.Position, logged.Event.Subject, logged.Event.Sequence) { Event = logged.Event };

    /// <summary>An event that was parked.</summary>
    public static QueuedEvent From(ParkedEvent parked) => new(parked.Shard, parked.Position, parked.Subject, parked.Sequence)
    {
        Kind = QueuedKind.Parked,
        HasLeftLane = true,
        Attempts = parked.Attempts,
        NextAt = parked.NextAt,
        FailedAt = parked.FailedAt,
    };

    /// <summary>A dead letter that is sent again.</summary>
    public static QueuedEvent From(StoredDeadLetter letter) => new(0, 0, letter.Event.Subject, letter.Event.Sequence)
    {
        Kind = QueuedKind.DeadLetter,
        HasLeftLane = true,
        Event = letter.Event,
    };

    /// <summary>As it is stored among the parked events.</summary>
    public ParkedEvent ToParked() => new(Shard, Position, Subject, Sequence, Attempts, NextAt, FailedAt);
}
