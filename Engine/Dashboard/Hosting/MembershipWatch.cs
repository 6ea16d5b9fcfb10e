using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.Dashboard;

/// <summary>Has the membership watched from the start of the host on.</summary>
internal sealed class MembershipWatch(ClusterStatistics statistics) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
