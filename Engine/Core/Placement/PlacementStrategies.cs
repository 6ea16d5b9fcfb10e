namespace Orleans.Runtime;

/// <summary>How a silo is chosen for a grain. The engine knows two ways: rendezvous hashing, and local for stateless workers.</summary>
public abstract class PlacementStrategy
{
    /// <summary>Whether at most one activation exists in the cluster.</summary>
    public virtual bool IsUsingGrainDirectory => true;
}

/// <summary>Spread evenly.</summary>
public sealed class RandomPlacement : PlacementStrategy;

/// <summary>Prefer the caller's silo.</summary>
public sealed class PreferLocalPlacement : PlacementStrategy;

/// <summary>By the hash of the grain id.</summary>
public sealed class HashBasedPlacement : PlacementStrategy;

/// <summary>Prefer silos with few activations.</summary>
public sealed class ActivationCountBasedPlacement : PlacementStrategy;

/// <summary>Prefer silos with free resources.</summary>
public sealed class ResourceOptimizedPlacement : PlacementStrategy;

/// <summary>On every silo that is called, with several activations.</summary>
internal sealed class StatelessWorkerPlacement(int maxLocal) : PlacementStrategy
{
    /// <summary>Most workers per silo and grain id.</summary>
    public int MaxLocal { get; } = maxLocal > 0 ? maxLocal : Environment.ProcessorCount;

    /// <inheritdoc/>
    public override bool IsUsingGrainDirectory => false;
}
