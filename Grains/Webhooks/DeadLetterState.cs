using System.Collections.Immutable;
using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>The dead letters of a webhook, in a row of their own, with their events: the log need not have them any more.</summary>
[GenerateSerializer, Immutable, Alias("om.webhook.deadletters.state")]
public sealed record DeadLetterState
{
    /// <summary>The most dead letters. The oldest one makes room.</summary>
    public const int Max = 1_000;

    /// <summary>The number of the newest one.</summary>
    [Id(0)]
    public long Last { get; init; }

    /// <summary>The dead letters, oldest first.</summary>
    [Id(1)]
    public ImmutableArray<StoredDeadLetter> Items { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>See <see cref="DeadLetter"/>.</summary>
/// <param name="Number">See <see cref="DeadLetter"/>.</param>
/// <param name="Event">The event.</param>
/// <param name="Attempts">See <see cref="DeadLetter"/>.</param>
/// <param name="At">See <see cref="DeadLetter"/>.</param>
/// <param name="Error">See <see cref="DeadLetter"/>.</param>
/// <param name="Resending">See <see cref="DeadLetter"/>.</param>
[GenerateSerializer, Immutable, Alias("om.webhook.deadletter.stored")]
public sealed record StoredDeadLetter(
    [property: Id(0)] long Number,
    [property: Id(1)] MarketEvent Event,
    [property: Id(2)] int Attempts,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string? Error,
    [property: Id(5)] bool Resending = false);
