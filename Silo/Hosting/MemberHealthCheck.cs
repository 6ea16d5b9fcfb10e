using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansMicro.Silo;

/// <summary>
/// Healthy while the membership table lists the silo as active. The table is read each time: the others may have declared a silo dead that was
/// frozen or cut off and has not learnt it yet, and a silo that cannot read the table cannot tell.
/// </summary>
internal sealed class MemberHealthCheck(ILocalSiloDetails silo, ISiloStatusOracle oracle, IMembershipTable table) : IHealthCheck
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (oracle.CurrentStatus != SiloStatus.Active)
            return HealthCheckResult.Unhealthy($"The silo is {oracle.CurrentStatus}.");
        try
        {
            var rows = await table.ReadRowAsync(silo.SiloAddress, cancellationToken).WaitAsync(ReadTimeout, cancellationToken);
            return rows.TryGet(silo.SiloAddress)?.Item1.Status is SiloStatus.Active
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The other silos have declared this one dead.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The membership table cannot be read.", e);
        }
    }
}
