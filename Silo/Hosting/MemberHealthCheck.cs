using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansMicro.Silo;

/// <summary>Ready while the silo is an active member of its cluster.</summary>
internal sealed class MemberHealthCheck(ISiloStatusOracle oracle) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(oracle.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The silo is {oracle.CurrentStatus}."));
}
