using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.GrainReferences;
using Orleans.Metadata;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The stateless parts of Orleans. They are most of the cost of a silo's start, so all silos of all seeds share them.</summary>
internal static class OrleansTypes
{
    // .NET keeps metrics for ever, so instruments are shared as well: see IsShared.
    private static readonly HashSet<Type> SharedTypes =
    [
        typeof(Serializer), typeof(DeepCopier), typeof(CodecProvider), typeof(IActivatorProvider), typeof(GrainReferenceActivator),
        typeof(GrainInterfaceTypeResolver),
        typeof(GrainInterfaceTypeToGrainTypeResolver), typeof(IGrainReferenceRuntime), typeof(IGrainFactory), typeof(IClusterManifestProvider),
    ];

    private static readonly ServiceCollection Descriptors = Describe();
    private static readonly ServiceProvider Shared = Describe().BuildServiceProvider();
    private static readonly ConcurrentDictionary<GrainType, GrainClass> Classes = new();

    public static Serializer Serializer { get; } = Shared.GetRequiredService<Serializer>();

    public static DeepCopier Copier { get; } = Shared.GetRequiredService<DeepCopier>();

    public static IGrainFactory Factory { get; } = Shared.GetRequiredService<IGrainFactory>();

    /// <summary>Adds the services that every Orleans silo has.</summary>
    public static void AddTo(IServiceCollection services)
    {
        foreach (var descriptor in Descriptors)
        {
            var type = descriptor.ServiceType;
            services.Add(IsShared(type) ? new ServiceDescriptor(type, _ => Shared.GetRequiredService(type), ServiceLifetime.Singleton) : descriptor);
        }
    }

    /// <summary>The class of a grain. A class that uses a part of Orleans that is not modelled fails the run.</summary>
    public static GrainClass ClassOf(GrainType type, Simulator simulator)
    {
        if (Classes.TryGetValue(type, out var known))
            return known;
        if (!Shared.GetRequiredService<GrainClassMap>().TryGetGrainClass(type, out var found))
            throw new ArgumentException($"There is no grain class for {type}.");
        ModelledParts.Check(simulator, found);
        return Classes.GetOrAdd(type, new GrainClass(found, new DefaultGrainActivator(Shared, found)));
    }

    /// <summary>A reference to a grain, of Orleans' generated proxy type.</summary>
    public static GrainReference Reference(GrainId grain, GrainInterfaceType type) =>
        Shared.GetRequiredService<GrainReferenceActivator>().CreateReference(grain, type);

    /// <summary>A reference to the grain that implements an interface.</summary>
    public static GrainReference Reference(Type type, IdSpan key)
    {
        var id = InterfaceOf(type);
        return Reference(GrainId.Create(Shared.GetRequiredService<GrainInterfaceTypeToGrainTypeResolver>().GetGrainType(id), key), id);
    }

    public static GrainInterfaceType InterfaceOf(Type type) => Shared.GetRequiredService<GrainInterfaceTypeResolver>().GetGrainInterfaceType(type);

    private static bool IsShared(Type type) =>
        SharedTypes.Contains(type) || (type.Name.EndsWith("Instruments", StringComparison.Ordinal) && !type.IsGenericType);

    private static ServiceCollection Describe()
    {
        var services = new ServiceCollection();
        services.AddOrleans(static _ => { });
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<IGrainReferenceRuntime, SimReferences>();
        services.AddSingleton<IGrainFactory, SimGrainFactory>();
        services.AddSingleton<IClusterManifestProvider, SimManifest>();
        return services;
    }
}
