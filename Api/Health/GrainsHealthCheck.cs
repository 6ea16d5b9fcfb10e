using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansMicro.Catalog;

namespace OrleansMicro.Health;

/// <summary>Whether a grain can be reached and its state be read: asks for a product that nobody sells.</summary>
internal sealed class GrainsHealthCheck(IGrainFactory grains) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await grains.GetGrain<IProductGrain>(Ids.ProductKey("health", "ready")).Get().WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("No grain can be reached.", e);
        }
    }
}
