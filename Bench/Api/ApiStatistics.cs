namespace OrleansMicro.Bench.Api;

/// <summary>What the client did, for the final line. Safe for many threads.</summary>
internal sealed class ApiStatistics
{
    private long _requests;
    private long _retries;
    private long _serverErrors;

    public long Requests => Volatile.Read(ref _requests);

    public long Retries => Volatile.Read(ref _retries);

    /// <summary>Answers 500: each one is a bug of the server, retried or not.</summary>
    public long ServerErrors => Volatile.Read(ref _serverErrors);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountRetry() => Interlocked.Increment(ref _retries);

    public void CountServerError() => Interlocked.Increment(ref _serverErrors);
}
