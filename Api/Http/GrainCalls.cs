namespace OrleansMicro.Http;

/// <summary>
/// Calls grains, and repeats a call that was turned away, or whose answer was lost with the silo that ran it. Every command carries an
/// operation id or is named by its order, so that a call which had got through after all changes nothing twice.
/// </summary>
internal sealed class GrainCalls(TimeSpan retryFor, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The result of <paramref name="call"/>, which must be safe to repeat.</summary>
    /// <param name="http">Whose client may give up.</param>
    /// <param name="argument">For the call, so that it needs no closure.</param>
    /// <param name="call">The call.</param>
    public Task<TResult> Call<TArgument, TResult>(HttpContext http, TArgument argument, Func<TArgument, Task<TResult>> call) =>
        Call(http, argument, call, retryFor);

    /// <summary>The result of <paramref name="call"/>, repeated for no longer than <paramref name="patience"/>.</summary>
    public async Task<TResult> Call<TArgument, TResult>(HttpContext http, TArgument argument, Func<TArgument, Task<TResult>> call, TimeSpan patience)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call(argument);
            }
            catch (Exception e) when (IsRepeatable(e) && Pause(attempt) is var pause && clock.GetElapsedTime(started) + pause < patience)
            {
                await Task.Delay(pause, clock, http.RequestAborted);
            }
        }
    }

    /// <summary>Whether the cluster, not the request, is at fault, so that the client should try again.</summary>
    public static bool IsUnavailable(Exception e) => IsRepeatable(e) || e is LimitExceededException;

    // Not a grain that has too much to do already: that is for the client to hear.
    private static bool IsRepeatable(Exception e) =>
        e is SiloUnavailableException or OrleansMessageRejectionException or GatewayTooBusyException or TimeoutException
            or Orleans.Storage.InconsistentStateException
            // No call is given a token, so it is the cluster that has called it off: it came too late for a silo that had no time for it.
            or OperationCanceledException
        || IsStorage(e);

    /// <summary>A grain that cannot reach its storage; during an activation Orleans wraps the failure in an exception of its own.</summary>
    private static bool IsStorage(Exception? e) => e is not null && (e is StorageUnavailableException || IsStorage(e.InnerException));

    private static TimeSpan Pause(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10));

        // Spread, so that callers who failed together do not come back together.
        return (pause < LongestPause ? pause : LongestPause) * (0.5 + Random.Shared.NextDouble());
    }
}
