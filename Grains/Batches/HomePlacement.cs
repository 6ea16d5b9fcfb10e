using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace OrleansMicro.Batches;

/// <summary>
/// Activates grains on the home of their key, whatever their type: a product and its stock are on the same silo, and other silos can tell which one.
/// Only a preference. An activation that is elsewhere is found as always.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HomePlacementAttribute() : PlacementAttribute(new HomePlacement());

/// <inheritdoc cref="HomePlacementAttribute"/>
internal sealed class HomePlacement : PlacementStrategy;

/// <inheritdoc cref="HomePlacementAttribute"/>
internal sealed class HomeDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var hint = IPlacementDirector.GetPlacementHint(target.RequestContextData, silos);
        return Task.FromResult(hint ?? Home.For(target.GrainIdentity.Key.AsSpan(), silos));
    }
}
