using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansMicro.Health;

/// <summary>
/// Healthy if grains can be called and their state can be read: reads a few products that no seller has. One response is enough. While one silo
/// is unavailable the others serve, and taking the API out of rotation would make them unreachable too.
/// </summary>
internal sealed class GrainsHealthCheck(IGrainFactory grains) : IHealthCheck
{
    private const int KeyCount = 32;
    private const int CallCount = 4;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(4);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var first = Random.Shared.Next(KeyCount);
        Exception? failure = null;
        await foreach (var call in Task.WhenEach(Enumerable.Range(first, CallCount).Select(i => FindFailureAsync(i % KeyCount, cancellationToken))))
        {
            failure = await call;
            if (failure is null)
                return HealthCheckResult.Healthy();
        }

        return HealthCheckResult.Unhealthy("No grain can be called.", failure);
    }

    private async Task<Exception?> FindFailureAsync(int number, CancellationToken cancellation)
    {
        try
        {
            var key = Ids.ProductKey("health", string.Create(CultureInfo.InvariantCulture, $"ready-{number}"));
            await grains.GetGrain<IProductGrain>(key).Get(Caller.System, cancellation).WaitAsync(CallTimeout, cancellation);
            return null;
        }
        catch (Exception e)
        {
            // A busy silo is available. Taking APIs out of rotation would not reduce its load.
            return ClusterFailures.Classify(e) is { IsOverload: true } ? null : e;
        }
    }
}
