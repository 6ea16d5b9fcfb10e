using Orleans.Configuration;
using Orleans.Placement;

namespace OrleansMicro.Silo;

/// <summary>
/// Gives new silos their share of the activations. Without its rebalancer, Orleans leaves activations where they are when silos join, so new silos
/// stay nearly empty. Orders are <see cref="ImmovableAttribute"/>: their checkout runs outside of calls. So are products, stock and ledgers: their
/// key decides where they are, and <see cref="Batches.HomeGrain"/> moves them to a new silo.
/// </summary>
internal static class Rebalancing
{
    private static readonly TimeSpan Cycle = TimeSpan.FromSeconds(5);

    public static void SpreadOverNewSilos(this ISiloBuilder silo)
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
