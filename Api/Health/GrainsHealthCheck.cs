using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansMicro.Catalog;

namespace OrleansMicro.Health;

/// <summary>
/// Whether grains can be reached and their state be read: asks for some products that nobody sells. One answer is enough, because while a silo is
/// being missed the others serve, and an API that says no would take them away too.
/// </summary>
internal sealed class GrainsHealthCheck(IGrainFactory grains) : IHealthCheck
{
    private const int Grains = 32;
    private const int Asked = 4;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var first = Random.Shared.Next(Grains);
        var asked = Enumerable.Range(first, Asked).Select(i => Ask(i % Grains)).ToList();
        Exception? failure = null;
        while (asked.Count > 0)
        {
            var answered = await Task.WhenAny(asked).WaitAsync(cancellationToken);
            if (await answered is not { } failed)
                return HealthCheckResult.Healthy();
            failure = failed;
            asked.Remove(answered);
        }

        return HealthCheckResult.Unhealthy("No grain can be reached.", failure);
    }

    /// <summary>Gives the failure, if there is one.</summary>
    private async Task<Exception?> Ask(int number)
    {
        try
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"ready-{number}");
            await grains.GetGrain<IProductGrain>(Ids.ProductKey("health", key)).Get(Caller.Operator).WaitAsync(Timeout);
            return null;
        }
        catch (Exception e)
        {
            // A silo that refuses because it is busy was reached, and taking APIs out of rotation would not give it less to do.
            return ClusterFailures.Classify(e)?.Code == RefusalCodes.Busy ? null : e;
        }
    }
}
