namespace OrleansMicro.Http;

/// <summary>
/// Calls grains, and repeats a call that failed because of the cluster (<see cref="ClusterFailures"/>). Every command has an operation id or
/// is identified by its order, so a call whose response was lost changes nothing twice.
/// </summary>
internal sealed class GrainCalls(IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan InitialPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    /// <summary>The result of a call that is safe to repeat.</summary>
    /// <param name="key">The grain's key.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    /// <param name="retryTimeout">How long the call is repeated; null: for <see cref="ApiOptions.RetryTimeout"/>.</param>
    public async Task<T> CallAsync<TGrain, T>(string key, Func<TGrain, Task<T>> call, CancellationToken cancellation, TimeSpan? retryTimeout = null)
        where TGrain : IGrainWithStringKey
    {
        var grain = grains.GetGrain<TGrain>(key);
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call(grain);
            }
            catch (Exception e) when (ClusterFailures.Classify(e) is { Repeat: true } && Pause(attempt) is var pause
                && clock.GetElapsedTime(started) + pause < (retryTimeout ?? options.Value.RetryTimeout))
            {
                await Task.Delay(pause, clock, cancellation);
            }
        }
    }

    // Randomised, so that callers who failed together do not return together.
    private static TimeSpan Pause(int attempt) =>
        InitialPause * Math.Min(Math.Pow(2, attempt), MaxPause / InitialPause) * (0.5 + Random.Shared.NextDouble());
}
