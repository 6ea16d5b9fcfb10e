using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Storage;

namespace OrleansMicro.Silo;

/// <summary>Ready while the grains' storage answers: reads a state that nobody ever writes.</summary>
internal sealed class GrainStorageHealthCheck([FromKeyedServices("Default")] IGrainStorage storage) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private static readonly GrainId Nobody = GrainId.Create("health", "ready");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await storage.ReadStateAsync("health", Nobody, new GrainState<object>()).WaitAsync(Timeout, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The storage does not answer.", e);
        }
    }
}
