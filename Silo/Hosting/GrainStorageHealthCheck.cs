using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Storage;

namespace OrleansMicro.Silo;

/// <summary>Healthy while the grains' storage responds to the read of a state that is never written.</summary>
internal sealed class GrainStorageHealthCheck([FromKeyedServices("Default")] IGrainStorage storage) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private static readonly GrainId Probe = GrainId.Create("health", "ready");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await storage.ReadStateAsync("health", Probe, new GrainState<object>()).WaitAsync(Timeout, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The storage does not respond.", e);
        }
    }
}
