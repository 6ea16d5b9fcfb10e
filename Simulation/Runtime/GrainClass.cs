using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A grain class, as far as the runtime treats classes differently.</summary>
internal sealed class GrainClass(Type type, DefaultGrainActivator activator)
{
    /// <summary>Orleans' own activator: constructor, facets, disposal.</summary>
    public DefaultGrainActivator Activator => activator;

    public bool IsReentrant { get; } = type.IsDefined(typeof(ReentrantAttribute), true);

    public bool PrefersLocal { get; } = type.IsDefined(typeof(PreferLocalPlacementAttribute), true);
}
