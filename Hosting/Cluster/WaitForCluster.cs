
namespace OrleansMicro.Hosting;

/// <summary>
/// Makes an API that starts before its cluster, or while all silos are down, wait for it without a limit. Orleans stops after three minutes, and at
/// once if Redis does not answer. A permanent failure, such as a wrong setting, still ends the start.
/// </summary>
internal sealed partial class WaitForCluster(TimeProvider clock, ILogger<WaitForCluster> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);
    private long? _reported;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (ClusterFailures.Classify(exception) is not { Repeat: true })
            return false;
        if (_reported is not { } reported || clock.GetElapsedTime(reported) > ReportInterval)
        {
            _reported = clock.GetTimestamp();
            LogWaiting(exception.Message);
        }

        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(1101, LogLevel.Warning, "Waiting for a silo: {Problem}")]
    private partial void LogWaiting(string problem);
}
