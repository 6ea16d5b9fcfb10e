using Orleans.Storage;
using OrleansMicro.Simulation.Checks;

namespace OrleansMicro.Simulation.Clients;

/// <summary>The outcome of a call: an answer, or unknown.</summary>
/// <param name="IsKnown">Whether there was an answer.</param>
/// <param name="Value">The answer.</param>
/// <param name="IsRepeat">
/// Whether earlier attempts got no answer. Such an attempt can still be executed after a later one was refused: it may be on its way from a silo
/// that is dead by now.
/// </param>
internal readonly record struct Answered<T>(bool IsKnown, T? Value, bool IsRepeat = false);

/// <summary>Calls grains like the API, with its retries, and cancels some of the calls. An outcome that stays unanswered is unknown.</summary>
internal sealed class ClientCalls(SimClient client, SimWorld world, Broken broken, double cancelRate)
{
    // From before the call arrives to long after most calls are answered.
    private static readonly TimeSpan[] LongestTimesToCancel =
        [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(500)];
    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly SimRandom _random = SimRandom.For(world.Simulator.Seed, client.Process.Place);

    private long _unkeyed;

    public IGrainFactory Grains => client.Grains;

    public TimeProvider Clock => client.Process.Clock;

    /// <summary>Virtual time, which a clock jump does not change.</summary>
    public TimeSpan Now => world.Simulator.Elapsed;

    /// <summary>The operation id of a request that has no Idempotency-Key.</summary>
    public string UnkeyedOperation() => OperationId.CreateUnkeyed(client.Number, ++_unkeyed);

    /// <summary>Makes a call that is safe to repeat, and repeats it for as long as the API would.</summary>
    public async Task<Answered<T>> Call<T>(string what, Func<CancellationToken, Task<T>> call, TimeSpan? retryFor = null)
    {
        var started = Clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            using var stop = DrawCancellation();
            try
            {
                LateCallCheck.Stamp(Now);
                var value = await call(stop?.Token ?? CancellationToken.None);
                world.Simulator.Trace.Add(what);
                world.Simulator.Trace.Lines?.Invoke($"{world.Simulator.Elapsed} client {what}: {value}");
                return new(true, value, attempt > 0);
            }
            catch (Exception e) when (IsUnavailable(e))
            {
                world.Simulator.Trace.Lines?.Invoke($"{world.Simulator.Elapsed} client {what}: {e.GetType().Name}: {e.Message}");
                var pause = Pause(attempt);
                if (stop is { IsCancellationRequested: true })
                {
                    world.Faults.Counts.Note("ClientCancelled");
                    if (_random.Chance(0.5))
                        return default;
                }

                if (e is LimitExceededException || Clock.GetElapsedTime(started) + pause > (retryFor ?? RetryFor))
                    return default;
                if (world.Faults.IsOn)
                    world.Faults.Counts.Note("ClientRetried");
                await Task.Delay(pause, Clock);
            }
            catch (Exception e)
            {
                broken.Add(10, $"{what} failed with {e.GetType().Name}, which the API would answer with 500: {e.Message}");
                return default;
            }
        }
    }

    /// <summary>Some calls are cancelled after a while, unless they are answered before that. Half of them are then repeated.</summary>
    private CancellationTokenSource? DrawCancellation() => world.Faults.IsOn && _random.Chance(cancelRate)
        ? new CancellationTokenSource(_random.Pick(LongestTimesToCancel) * _random.Unit(), Clock)
        : null;

    private static bool IsUnavailable(Exception e) =>
        e is SiloUnavailableException or OrleansMessageRejectionException or GatewayTooBusyException or TimeoutException
            or InconsistentStateException or OperationCanceledException or LimitExceededException
        || IsStorage(e);

    private static bool IsStorage(Exception? e) => e is not null && (e is StorageUnavailableException || IsStorage(e.InnerException));

    private TimeSpan Pause(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10));
        return (pause < LongestPause ? pause : LongestPause) * (0.5 + _random.Unit());
    }
}
