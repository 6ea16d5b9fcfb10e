namespace OrleansMicro.Bench.Api;

/// <summary>What the client did, for the final line. Safe for many threads.</summary>
internal sealed class ApiStatistics
{
    private long _requests;
    private long _retries;
    private long _serverErrors;
    private long _refusals;
    private long _refusalsWithoutRetryAfter;

    public long Requests => Volatile.Read(ref _requests);

    public long Retries => Volatile.Read(ref _retries);

    /// <summary>Answers 500: each one is a bug of the server, retried or not.</summary>
    public long ServerErrors => Volatile.Read(ref _serverErrors);

    /// <summary>Answers 503.</summary>
    public long Refusals => Volatile.Read(ref _refusals);

    /// <summary>Those among them that did not say when to come back.</summary>
    public long RefusalsWithoutRetryAfter => Volatile.Read(ref _refusalsWithoutRetryAfter);

    public void CountRefusal(bool saysWhen)
    {
        Interlocked.Increment(ref _refusals);
        if (!saysWhen) Interlocked.Increment(ref _refusalsWithoutRetryAfter);
    }

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountRetry() => Interlocked.Increment(ref _retries);

    public void CountServerError() => Interlocked.Increment(ref _serverErrors);
}
