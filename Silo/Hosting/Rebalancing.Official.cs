using Orleans.Configuration;
using Orleans.Placement;

namespace OrleansMicro.Silo;

/// <content>
/// Orleans leaves activations where they are when silos join, so that new silos stay nearly empty; its rebalancer moves them. The built-in engine moves a new silo's share at once,
/// by hashing, and has no such file. What an even spread would interrupt is <see cref="ImmovableAttribute"/>: orders, whose sagas run outside of calls, and stock, whose
/// reservations are kept in memory.
/// </content>
internal static partial class RedisCluster
{
    private static readonly TimeSpan Cycle = TimeSpan.FromSeconds(5);

    static partial void SpreadOverNewSilos(ISiloBuilder silo)
    {
#pragma warning disable ORLEANSEXP002 // The rebalancer's API may still change.
        silo.AddActivationRebalancer();
#pragma warning restore ORLEANSEXP002
        silo.Configure<ActivationRebalancerOptions>(static options =>
        {
            (options.RebalancerDueTime, options.SessionCyclePeriod) = (Cycle, Cycle);
            options.CycleNumberWeight = 0.5;
        });
    }
}
