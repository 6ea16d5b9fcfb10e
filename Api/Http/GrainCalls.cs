namespace OrleansMicro.Http;

/// <summary>
/// Calls grains, and repeats a call that was turned away before it began: the silo was leaving, or the grain was moving. Every command carries
/// an operation id, so that even a call which had begun after all changes nothing twice.
/// </summary>
internal static class GrainCalls
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The result of <paramref name="call"/>, which must be safe to repeat.</summary>
    public static async Task<TResult> Call<TArgument, TResult>(TArgument argument, Func<TArgument, Task<TResult>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(argument);
            }
            catch (Exception e) when (attempt < MaxAttempts && IsTransient(e))
            {
                await Task.Delay(Pause * attempt);
            }
        }
    }

    /// <summary>Whether the cluster, not the request, is at fault, so that the client should try again.</summary>
    public static bool IsUnavailable(Exception e) =>
        IsTransient(e) || e is TimeoutException or LimitExceededException or GatewayTooBusyException or OrleansMessageRejectionException;

    // A time-out is not among these: it has used up the client's patience already, and a repeat would double it.
    private static bool IsTransient(Exception e) => e is SiloUnavailableException or OrleansMessageRejectionException or Orleans.Storage.InconsistentStateException;
}
