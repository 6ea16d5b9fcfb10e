using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace OrleansMicro.Batches;

/// <summary>Activates a grain on the silo whose address is its key. If that silo is not active, on another one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloPlacementAttribute() : PlacementAttribute(new SiloPlacement());

/// <inheritdoc cref="SiloPlacementAttribute"/>
internal sealed class SiloPlacement : PlacementStrategy;

/// <inheritdoc cref="SiloPlacementAttribute"/>
internal sealed class SiloDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var key = target.GrainIdentity.Key;
        var named = SiloAddress.FromParsableString(key.ToString()!);
        return Task.FromResult(Array.IndexOf(silos, named) < 0 ? Home.For(key.AsSpan(), silos) : named);
    }
}
