using System.Collections.Immutable;
using OrleansMicro.Batches;

namespace OrleansMicro.Simulation.Shop;

/// <summary>The active silos in the view of a simulated silo, which also places activations by it.</summary>
internal sealed class SimClusterSilos(SimProcess process) : IClusterSilos
{
    private MembersView _view = MembersView.None;
    private ImmutableArray<SiloAddress> _active = [];

    /// <inheritdoc/>
    public SiloAddress Local => process.Node!.Address;

    /// <inheritdoc/>
    public ImmutableArray<SiloAddress> Active
    {
        get
        {
            if (!ReferenceEquals(_view, process.Node!.View))
                (_view, _active) = (process.Node.View, [.. process.Node.View.Active]);
            return _active;
        }
    }
}
