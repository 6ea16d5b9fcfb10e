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

/// <summary>
/// Keeps activations of the class from being moved while they live, for those that have work of their own outside of calls. This engine moves an activation only when
/// its silo stops owning it.
/// </summary>
/// <param name="kind">What must not move them.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class ImmovableAttribute(ImmovableKind kind = ImmovableKind.Any) : Attribute
{
    /// <summary>What must not move them.</summary>
    public ImmovableKind Kind { get; } = kind;
}

/// <summary>What may move activations on the official engine.</summary>
[Flags]
public enum ImmovableKind : byte
{
    /// <summary>That which brings grains together that call each other.</summary>
    Repartitioner = 1,

    /// <summary>That which spreads activations evenly.</summary>
    Rebalancer = 2,

    /// <summary>Both.</summary>
    Any = Repartitioner | Rebalancer,
}
