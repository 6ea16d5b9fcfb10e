using System.Net;

namespace OrleansMicro.Bench.Api;

/// <summary>When a request is sent again, and after how long.</summary>
/// <param name="Timeout">How long one request is repeated before its last failure is thrown.</param>
internal sealed record Retry(TimeSpan Timeout)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>A server that answers 500 has a bug; a few repeats tell a passing one from one that stays.</summary>
    public const int MaxServerErrors = 5;

    /// <summary>Doubles from 50 ms to 2 s; the jitter (0 to 1) takes off up to half, so that workers do not come back all at once.</summary>
    public static TimeSpan Delay(int attempt, double jitter)
    {
        var full = Math.Min(FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 20)), LongestDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (jitter / 2)));
    }

    /// <summary>Whether an answer says "not now" rather than "no".</summary>
    public static bool IsTransient(HttpStatusCode status, string? code) => status
        is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests
        || (status == HttpStatusCode.Conflict && code == "checkout-in-progress");

    /// <summary>Whether a failed exchange may be repeated: every request of this client is idempotent, so any lost answer may.</summary>
    public static bool IsTransient(Exception failure, CancellationToken stop) => failure switch
    {
        HttpRequestException or IOException => true,
        // HttpClient's own time-out, not the caller's wish to stop.
        OperationCanceledException => !stop.IsCancellationRequested,
        _ => false,
    };
}
