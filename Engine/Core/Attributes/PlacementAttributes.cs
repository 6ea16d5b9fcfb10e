using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Says how a silo is chosen for a new activation of the class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public abstract class PlacementAttribute : Attribute
{
    /// <summary>Creates the attribute for <paramref name="placement"/>.</summary>
    protected PlacementAttribute(PlacementStrategy placement)
    {
        ArgumentNullException.ThrowIfNull(placement);
        PlacementStrategy = placement;
    }

    /// <summary>The strategy.</summary>
    public PlacementStrategy PlacementStrategy { get; }
}

/// <summary>Asks for a random silo. This engine owns grains by rendezvous hashing, which spreads them in the same way.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class RandomPlacementAttribute() : PlacementAttribute(new RandomPlacement());

/// <summary>Asks for the caller's silo. A hint: this engine owns grains by rendezvous hashing.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class PreferLocalPlacementAttribute() : PlacementAttribute(new PreferLocalPlacement());

/// <summary>Asks for the silo that the grain's hash selects, which is what this engine always does.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class HashBasedPlacementAttribute() : PlacementAttribute(new HashBasedPlacement());

/// <summary>Asks for the silo with the fewest activations. A hint: this engine owns grains by rendezvous hashing.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class ActivationCountBasedPlacementAttribute() : PlacementAttribute(new ActivationCountBasedPlacement());

/// <summary>Asks for the least loaded silo. A hint: this engine owns grains by rendezvous hashing.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class ResourceOptimizedPlacementAttribute() : PlacementAttribute(new ResourceOptimizedPlacement());
