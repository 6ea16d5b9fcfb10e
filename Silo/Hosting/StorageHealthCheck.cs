using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>Unhealthy while transactions fail, as on a full disk.</summary>
internal sealed class StorageHealthCheck(SqliteDatabases databases) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(databases.Failing
            ? HealthCheckResult.Unhealthy("The last transaction could not be committed.")
            : HealthCheckResult.Healthy());
}
