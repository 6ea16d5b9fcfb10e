using System.Collections.Immutable;

namespace OrleansMicro.Webhooks;

/// <summary>What follows from the answer of an endpoint, and when an event is tried again (Standard Webhooks 1.0).</summary>
public static class RetryRules
{
    /// <summary>The pauses before each attempt.</summary>
    public static ImmutableArray<TimeSpan> Schedule { get; } =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>An event that an endpoint postpones again and again is given up after this time.</summary>
    public static readonly TimeSpan MaxPostponement = TimeSpan.FromHours(76);

    /// <summary>A webhook whose deliveries all fail for this long is disabled.</summary>
    public static readonly TimeSpan DisableAfter = TimeSpan.FromDays(5);

    /// <summary>The longest pause that an endpoint may ask for.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    private static readonly TimeSpan MinRetryAfter = TimeSpan.FromSeconds(1);

    // Attempts that failed together do not come back together.
    private const double MaxJitter = 0.2;

    /// <summary>How a delivery ended, from the answer of the endpoint. Only 2xx is a success: a redirect is not followed.</summary>
    public static DeliveryOutcome Judge(WebhookAnswer answer) => answer switch
    {
        { Status: >= 200 and <= 299 } => DeliveryOutcome.Delivered,
        { Status: 410 } => DeliveryOutcome.Gone,
        { Status: 429 or 503, RetryAfter: not null } => DeliveryOutcome.Postponed,
        _ => DeliveryOutcome.Failed,
    };

    /// <summary>How long an endpoint is left alone that asked for it.</summary>
    public static TimeSpan Bound(TimeSpan retryAfter) =>
        retryAfter < MinRetryAfter ? MinRetryAfter : retryAfter > MaxRetryAfter ? MaxRetryAfter : retryAfter;

    /// <summary>The pause before the next attempt; null: there is none.</summary>
    /// <param name="attempts">The attempts that failed, at least 1.</param>
    /// <param name="chance">0 to 1, by which the pause is longer.</param>
    public static TimeSpan? PauseAfter(int attempts, double chance) =>
        attempts < Schedule.Length ? Schedule[attempts] * (1 + (MaxJitter * chance)) : null;
}
