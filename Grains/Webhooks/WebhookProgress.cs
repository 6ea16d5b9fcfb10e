using System.Collections.Immutable;

namespace OrleansMicro.Webhooks;

/// <summary>How far the deliveries of a webhook are. Written about once a second, so a crash repeats the deliveries of a second.</summary>
[GenerateSerializer, Immutable, Alias("om.webhook.progress")]
public sealed record WebhookProgress
{
    /// <summary>Grows with each activation that delivers, so that no other activation overwrites its progress.</summary>
    [Id(0)]
    public long Epoch { get; init; }

    /// <summary>What is read: each log from a position on, and ranges that are sent once more.</summary>
    [Id(1)]
    public ImmutableArray<LaneState> Lanes { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The events that are done with by their lanes and not delivered, in the order of each subject.</summary>
    [Id(2)]
    public ImmutableArray<ParkedEvent> Parked { get; init => field = value.OrEmpty(); } = [];

    /// <summary>Until when nothing is sent; null: events are sent.</summary>
    [Id(3)]
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>See <see cref="WebhookHealth"/>.</summary>
    [Id(4)]
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>See <see cref="WebhookHealth"/>.</summary>
    [Id(5)]
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>See <see cref="WebhookHealth"/>.</summary>
    [Id(6)]
    public string? Error { get; init; }
}

/// <summary>A log, or a range of one that is sent once more.</summary>
/// <param name="Shard">The log.</param>
/// <param name="Cursor">Each event before it is delivered, parked, given up or not wanted.</param>
/// <param name="Range">What is sent once more; null: the lane follows the log.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.lane")]
public sealed record LaneState([property: Id(0)] int Shard, [property: Id(1)] long Cursor, [property: Id(2)] ResendRange? Range = null);

/// <summary>The events of a log that are sent once more.</summary>
/// <param name="End">The position after the last one.</param>
/// <param name="Subject">See <see cref="ResendEvents"/>.</param>
/// <param name="FromSequence">See <see cref="ResendEvents"/>.</param>
/// <param name="ToSequence">See <see cref="ResendEvents"/>.</param>
/// <param name="From">See <see cref="ResendEvents"/>.</param>
/// <param name="Until">See <see cref="ResendEvents"/>.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.range")]
public sealed record ResendRange(
    [property: Id(0)] long End,
    [property: Id(1)] string? Subject,
    [property: Id(2)] long? FromSequence,
    [property: Id(3)] long? ToSequence,
    [property: Id(4)] DateTimeOffset? From,
    [property: Id(5)] DateTimeOffset? Until);

/// <summary>An event that waits for its next attempt, or for an earlier event of its subject. Its content is in the log.</summary>
/// <param name="Shard">The log.</param>
/// <param name="Position">Its position.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Attempts">How often it failed; 0: it waits for an earlier event.</param>
/// <param name="NextAt">When it is tried next.</param>
/// <param name="FailedAt">Its first failure; null: there was none.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.parked")]
public sealed record ParkedEvent(
    [property: Id(0)] int Shard,
    [property: Id(1)] long Position,
    [property: Id(2)] string Subject,
    [property: Id(3)] long Sequence,
    [property: Id(4)] int Attempts,
    [property: Id(5)] DateTimeOffset NextAt,
    [property: Id(6)] DateTimeOffset? FailedAt);
