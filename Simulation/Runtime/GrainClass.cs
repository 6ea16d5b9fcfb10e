using System.Reflection;
using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A grain class, as far as the runtime treats classes differently.</summary>
internal sealed class GrainClass(Type type, DefaultGrainActivator activator)
{
    /// <summary>Orleans' own activator: constructor, facets, disposal.</summary>
    public DefaultGrainActivator Activator => activator;

    public bool IsReentrant { get; } = type.IsDefined(typeof(ReentrantAttribute), true);

    /// <summary>A placement of the application's own; null: one of Orleans.</summary>
    public PlacementStrategy? Placement { get; } = type.GetCustomAttribute<PlacementAttribute>() is { } own
        && own.GetType().Assembly != typeof(PlacementAttribute).Assembly ? own.PlacementStrategy : null;

    public bool PrefersLocal { get; } = type.IsDefined(typeof(PreferLocalPlacementAttribute), true);
}
