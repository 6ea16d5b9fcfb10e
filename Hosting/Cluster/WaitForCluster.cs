
namespace OrleansMicro.Hosting;

/// <summary>
/// An API that starts before its cluster, or while all silos are down, waits for it as long as it takes; Orleans gives up after three minutes, and at once when it is
/// Redis that does not answer. What can't pass, such as a wrong setting, still ends the start.
/// </summary>
internal sealed partial class WaitForCluster(TimeProvider clock, ILogger<WaitForCluster> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(10);
    private long? _said;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (ClusterFailures.Classify(exception) is not { Repeat: true })
            return false;
        if (_said is not { } said || clock.GetElapsedTime(said) > SayEvery)
        {
            _said = clock.GetTimestamp();
            LogWaiting(exception.Message);
        }

        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(1101, LogLevel.Warning, "Waiting for a silo: {Problem}")]
    private partial void LogWaiting(string problem);
}
