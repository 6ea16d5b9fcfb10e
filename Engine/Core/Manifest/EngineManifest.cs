using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.TypeSystem;

namespace Orleans.Metadata;

/// <summary>
/// All grain interfaces, methods, grain classes and generated codecs of the process. Found at first use in the entry assembly, the
/// loaded assemblies and what they refer to; <see cref="Refreshed"/> adds what was loaded since.
/// </summary>
internal sealed class EngineManifest
{
    private static readonly EngineManifest Instance = new(new AssemblyDiscovery().FindNew);

    private readonly Lock _lock = new();
    private readonly Func<Assembly?, IReadOnlyList<GeneratedManifest>> _findNew;
    private readonly ConcurrentDictionary<Type, Func<Codec>> _codecs = new();
    private readonly ConcurrentDictionary<Type, Type> _genericCodecs = new();
    private int _takingIn;
    private volatile bool _ready;

    /// <summary>Starts empty.</summary>
    /// <param name="findNew">Gives the generated manifests that it did not give before; its argument is an assembly to look at in any case.</param>
    internal EngineManifest(Func<Assembly?, IReadOnlyList<GeneratedManifest>> findNew) => _findNew = findNew;

    /// <summary>The manifest of the process.</summary>
    public static EngineManifest Current => Instance.Ready();

    /// <summary>The methods by their ids on the wire.</summary>
    public MethodCatalog Methods { get; } = new();

    /// <summary>All grain classes; generic ones as open types.</summary>
    public IReadOnlyList<GrainClassInfo> GrainClasses => Classes.All;

    private InterfaceCatalog Interfaces { get; } = new();

    private GrainClassCatalog Classes { get; } = new();

    /// <summary>This manifest, as soon as all that is loaded by now is in it.</summary>
    internal EngineManifest Ready() => _ready ? this : Refreshed();

    /// <summary>The interface, closed if it is generic.</summary>
    /// <exception cref="ArgumentException">It is no grain interface, or no code was generated for it.</exception>
    public GrainInterfaceInfo GetInterface(Type interfaceType)
        => Interfaces.Find(interfaceType) ?? Refreshed(interfaceType.Assembly).Interfaces.Find(interfaceType)
            ?? throw new ArgumentException($"No code was generated for the grain interface {interfaceType}.", nameof(interfaceType));

    /// <summary>A method that is not generic, by its id in messages; null if there is none.</summary>
    public InvokableMethod? FindMethod(ulong id) => Methods.Find(id) ?? Refreshed().Methods.Find(id);

    /// <summary>A generic method by its id in messages and type arguments; null if there is none.</summary>
    public InvokableMethod? FindMethod(ulong id, Type[] typeArguments)
        => Methods.Find(id, typeArguments) ?? Refreshed().Methods.Find(id, typeArguments);

    /// <summary>The interface by its wire name.</summary>
    /// <exception cref="ArgumentException">No interface has this name.</exception>
    public GrainInterfaceInfo GetInterface(GrainInterfaceType interfaceType)
        => TryGetInterface(interfaceType, out var found)
            ? found
            : throw new ArgumentException($"Could not find the grain interface {interfaceType}.", nameof(interfaceType));

    /// <summary>The interface by its wire name; false if none has it.</summary>
    public bool TryGetInterface(GrainInterfaceType interfaceType, [NotNullWhen(true)] out GrainInterfaceInfo? found)
    {
        found = Interfaces.Find(interfaceType) ?? Refreshed().Interfaces.Find(interfaceType);
        return found is not null;
    }

    /// <summary>The class that serves an interface.</summary>
    /// <param name="interfaceType">A grain interface, closed if it is generic.</param>
    /// <param name="classNamePrefix">Chooses among several classes by the start of their full name.</param>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public GrainClassInfo GetGrainClass(Type interfaceType, string? classNamePrefix = null)
        => FindGrainClass(interfaceType, classNamePrefix)
            ?? throw new ArgumentException(string.IsNullOrWhiteSpace(classNamePrefix)
                ? $"Could not find an implementation for interface {interfaceType}"
                : $"Could not find an implementation matching prefix \"{classNamePrefix}\" for interface {interfaceType}");

    /// <summary>The class that serves an interface; null if there is none in this process.</summary>
    /// <exception cref="ArgumentException">There is more than one.</exception>
    public GrainClassInfo? FindGrainClass(Type interfaceType, string? classNamePrefix = null)
        => Classes.Find(interfaceType, classNamePrefix) ?? Refreshed(interfaceType.Assembly).Classes.Find(interfaceType, classNamePrefix);

    /// <summary>The class of a grain type, closed if it is generic; null if there is none.</summary>
    public GrainClassInfo? FindGrainClass(GrainType grainType)
        => Classes.Find(grainType) ?? Refreshed().Classes.Find(grainType);

    /// <summary>Makes the generated codec of a type; null if there is none.</summary>
    public Codec? CreateCodec(Type type)
    {
        if (_codecs.TryGetValue(type, out var create))
        {
            return create();
        }

        return type.IsGenericType && _genericCodecs.TryGetValue(type.GetGenericTypeDefinition(), out var codec)
            ? CodecRegistry.Make(codec, type.GetGenericArguments())
            : null;
    }

    /// <summary>
    /// Takes in assemblies that were loaded since the last time. Whoever missed something looks again after this, whether or not it found
    /// anything new: another thread may have taken it in meanwhile.
    /// </summary>
    /// <param name="known">An assembly to look at in any case.</param>
    public EngineManifest Refreshed(Assembly? known = null)
    {
        lock (_lock)
        {
            _takingIn++;
            try
            {
                foreach (var manifest in _findNew(known))
                {
                    var builder = new ManifestBuilder();
                    manifest.Register(builder);
                    Add(builder);
                }
            }
            finally
            {
                _takingIn--;
            }

            // To take a method in is to ask for names, which comes back here: that says nothing of what is still to be taken in.
            _ready |= _takingIn == 0;
            return this;
        }
    }

    private void Add(ManifestBuilder builder)
    {
        foreach (var (type, create) in builder.Codecs)
        {
            _codecs[type] = create;
            TypeNames.Register(type);
        }

        foreach (var (type, codec) in builder.GenericCodecs)
        {
            _genericCodecs[type] = codec;
            TypeNames.Register(type);
        }

        Interfaces.Add(builder);
        Methods.Add(builder);
        Classes.Add(builder);
    }
}
