using System.Collections.Concurrent;
using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>The grain classes of a silo by their type.</summary>
internal sealed class GrainClasses(GrainClassSettings settings)
{
    private readonly ConcurrentDictionary<GrainType, GrainClass> _known = new();

    /// <summary>The class of a grain type.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public GrainClass Get(GrainType grainType) => _known.TryGetValue(grainType, out var known) ? known : Add(grainType);

    private GrainClass Add(GrainType grainType)
    {
        var info = EngineManifest.Current.FindGrainClass(grainType)
            ?? throw new ArgumentException($"Could not find an implementation for grain type {grainType}.", nameof(grainType));
        return _known.GetOrAdd(grainType, new GrainClass(info, settings));
    }
}
