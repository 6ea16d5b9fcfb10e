using System.ComponentModel;
using Orleans.Runtime;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Invocation;

namespace Orleans.Metadata;

/// <summary>Collects what generated manifests register.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ManifestBuilder
{
    internal List<(Type Interface, Func<GrainReferenceShared, IdSpan, GrainReference> Create)> Interfaces { get; } = [];

    internal List<(Type Interface, Type Reference)> GenericInterfaces { get; } = [];

    internal List<InvokableMethod> Methods { get; } = [];

    internal List<(Type Interface, string WireName, Type Request)> GenericMethods { get; } = [];

    internal List<Type> GrainClasses { get; } = [];

    internal List<(Type Type, Func<Codec> Create)> Codecs { get; } = [];

    internal List<(Type Type, Type Codec)> GenericCodecs { get; } = [];

    /// <summary>Adds a grain interface.</summary>
    public void AddInterface(Type interfaceType, Func<GrainReferenceShared, IdSpan, GrainReference> create)
        => Interfaces.Add((interfaceType, create));

    /// <summary>Adds a generic grain interface by its open type and that of its reference class.</summary>
    public void AddGenericInterface(Type openInterfaceType, Type openReferenceType)
        => GenericInterfaces.Add((openInterfaceType, openReferenceType));

    /// <summary>Adds a method.</summary>
    public void AddMethod(InvokableMethod method) => Methods.Add(method);

    /// <summary>Adds a generic method or a method of a generic interface by the open type of its request class, whose type
    /// parameters are those of the interface and then those of the method.</summary>
    public void AddGenericMethod(Type openInterfaceType, string wireName, Type openRequestType)
        => GenericMethods.Add((openInterfaceType, wireName, openRequestType));

    /// <summary>Adds a class that implements grain interfaces.</summary>
    public void AddGrainClass(Type grainClass) => GrainClasses.Add(grainClass);

    /// <summary>Adds the codec of a type.</summary>
    public void AddCodec(Type type, Func<Codec> create) => Codecs.Add((type, create));

    /// <summary>Adds the codec of a generic type by their open types, which have the same type parameters.</summary>
    public void AddGenericCodec(Type openType, Type openCodecType) => GenericCodecs.Add((openType, openCodecType));
}
