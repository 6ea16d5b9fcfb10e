namespace OrleansMicro.Http;

/// <summary>
/// Calls grains, and repeats a call that was turned away, or whose answer was lost with the silo that ran it. Every command carries an
/// operation id or is named by its order, so that a call which had got through after all changes nothing twice.
/// </summary>
internal sealed class GrainCalls(TimeSpan retryTimeout, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The result of <paramref name="call"/>, which must be safe to repeat.</summary>
    /// <param name="http">Whose client may give up.</param>
    /// <param name="argument">For the call, so that it needs no closure.</param>
    /// <param name="call">The call.</param>
    public Task<TResult> Call<TArgument, TResult>(HttpContext http, TArgument argument, Func<TArgument, Task<TResult>> call) =>
        Call(http, argument, call, retryTimeout);

    /// <summary>The result of <paramref name="call"/>, repeated for no longer than <paramref name="limit"/>.</summary>
    public async Task<TResult> Call<TArgument, TResult>(HttpContext http, TArgument argument, Func<TArgument, Task<TResult>> call, TimeSpan limit)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call(argument);
            }
            catch (Exception e) when (ClusterFailures.Classify(e) is { Repeat: true } && Pause(attempt) is var pause && clock.GetElapsedTime(started) + pause < limit)
            {
                await Task.Delay(pause, clock, http.RequestAborted);
            }
        }
    }

    private static TimeSpan Pause(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10));

        // Spread, so that callers who failed together do not come back together.
        return (pause < LongestPause ? pause : LongestPause) * (0.5 + Random.Shared.NextDouble());
    }
}
