using Orleans.Configuration;
using Orleans.Placement;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>
/// Gives silos that join their share of the activations. Orleans leaves activations where they are when silos join, so new silos stay nearly empty; its rebalancer
/// moves them. Grains that a move would interrupt are <see cref="ImmovableAttribute"/>: orders, whose sagas run outside of calls, and stock, whose reservations are
/// kept in memory.
/// </summary>
internal static class Rebalancing
{
    private static readonly TimeSpan Cycle = TimeSpan.FromSeconds(5);

    public static void SpreadOverNewSilos(this ISiloBuilder silo)
    {
        silo.ReadStateAfterMoves();
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
