using System.Collections.Concurrent;
using Orleans.CodeGeneration;
using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>Makes grain references of one silo or client.</summary>
internal sealed class ReferenceMaker(IGrainReferenceRuntime runtime)
{
    private readonly ConcurrentDictionary<(GrainType GrainType, Type Interface), GrainReferenceShared> _shared = new();
    private readonly ConcurrentDictionary<GrainType, GrainReferenceShared> _untyped = new();

    /// <summary>A reference of an interface to a grain.</summary>
    public GrainReference Get(GrainId grainId, GrainInterfaceInfo info)
    {
        var shared = _shared.GetOrAdd(
            (grainId.Type, info.Type),
            static (key, state) => new GrainReferenceShared(
                key.GrainType, state.info.InterfaceType, state.info.Version, state.runtime, InvokeMethodOptions.None),
            (info, runtime));
        return info.CreateReference(shared, grainId.Key);
    }

    /// <summary>A reference without an interface.</summary>
    public GrainReference GetUntyped(GrainId grainId)
    {
        var shared = _untyped.GetOrAdd(
            grainId.Type,
            static (type, runtime) => new GrainReferenceShared(type, default, 0, runtime, InvokeMethodOptions.None),
            runtime);
        return GrainReference.FromGrainId(shared, grainId);
    }
}
