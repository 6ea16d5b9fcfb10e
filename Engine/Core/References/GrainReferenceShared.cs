using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>What all references of one grain type and one interface have in common.</summary>
public sealed class GrainReferenceShared(
    GrainType grainType,
    GrainInterfaceType grainInterfaceType,
    ushort interfaceVersion,
    IGrainReferenceRuntime runtime,
    InvokeMethodOptions invokeMethodOptions)
{
    /// <summary>Sends the calls.</summary>
    public IGrainReferenceRuntime Runtime { get; } = runtime;

    /// <summary>The type of the grains.</summary>
    public GrainType GrainType { get; } = grainType;

    /// <summary>The interface of the references.</summary>
    public GrainInterfaceType InterfaceType { get; } = grainInterfaceType;

    /// <summary>Options added to every call, for example those of an interface that is one-way as a whole.</summary>
    public InvokeMethodOptions InvokeMethodOptions { get; } = invokeMethodOptions;

    /// <summary>The version of the interface.</summary>
    public ushort InterfaceVersion { get; } = interfaceVersion;
}
