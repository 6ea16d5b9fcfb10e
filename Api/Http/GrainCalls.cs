using Microsoft.Extensions.Options;

namespace OrleansMicro.Http;

/// <summary>
/// Calls grains, and repeats a call that failed because of the cluster (<see cref="ClusterFailures"/>). Every command has an operation id or
/// is identified by its order, so a call whose response was lost changes nothing twice.
/// </summary>
internal sealed class GrainCalls(IOptions<ApiOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan InitialPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _retryTimeout = options.Value.RetryTimeout;

    /// <summary>
    /// The result of <paramref name="call"/>, which must be safe to repeat. Repeated for at most <see cref="ApiOptions.RetryTimeout"/>.
    /// </summary>
    public Task<T> ExecuteAsync<T>(Func<Task<T>> call, CancellationToken cancellation) => ExecuteAsync(call, _retryTimeout, cancellation);

    /// <summary>The result of <paramref name="call"/>, which must be safe to repeat. Repeated for at most <paramref name="retryTimeout"/>.</summary>
    public async Task<T> ExecuteAsync<T>(Func<Task<T>> call, TimeSpan retryTimeout, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (ClusterFailures.Classify(e) is { Repeat: true } && Pause(attempt) is var pause
                && clock.GetElapsedTime(started) + pause < retryTimeout)
            {
                await Task.Delay(pause, clock, cancellation);
            }
        }
    }

    // Randomised, so that callers who failed together do not return together.
    private static TimeSpan Pause(int attempt)
    {
        var pause = InitialPause * Math.Pow(2, Math.Min(attempt, 10));
        return (pause < MaxPause ? pause : MaxPause) * (0.5 + Random.Shared.NextDouble());
    }
}
