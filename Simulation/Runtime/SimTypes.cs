using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.GrainReferences;
using Orleans.Hosting;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.Serializers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>What is Orleans' own and has no state: generated code, serializer, types and references of grains. One for all silos of all seeds.</summary>
internal static class SimTypes
{
    private static readonly ServiceCollection Descriptors = Describe();
    private static readonly ServiceProvider Shared = Build();
    private static readonly ConcurrentDictionary<GrainType, GrainClass> Classes = new();

    // Built once: they hold nothing of a silo. All metrics too, which .NET keeps for ever.
    private static readonly HashSet<Type> SharedTypes =
    [
        typeof(Serializer), typeof(DeepCopier), typeof(CodecProvider), typeof(IActivatorProvider), typeof(GrainReferenceActivator), typeof(GrainInterfaceTypeResolver),
        typeof(GrainInterfaceTypeToGrainTypeResolver), typeof(IGrainReferenceRuntime), typeof(IGrainFactory), typeof(IClusterManifestProvider),
    ];

    public static Serializer Serializer { get; } = Shared.GetRequiredService<Serializer>();

    public static DeepCopier Copier { get; } = Shared.GetRequiredService<DeepCopier>();

    public static IGrainFactory Factory { get; } = Shared.GetRequiredService<IGrainFactory>();

    /// <summary>Adds what a silo has by default.</summary>
    public static void AddTo(IServiceCollection services)
    {
        foreach (var descriptor in Descriptors)
        {
            var type = descriptor.ServiceType;
            services.Add(SharedTypes.Contains(type) || (type.Name.EndsWith("Instruments", StringComparison.Ordinal) && !type.IsGenericType)
                ? new ServiceDescriptor(type, _ => Shared.GetRequiredService(type), ServiceLifetime.Singleton)
                : descriptor);
        }
    }

    /// <summary>What there is to know of a grain's class.</summary>
    public static GrainClass ClassOf(GrainType type) => Classes.GetOrAdd(type, static type =>
        Shared.GetRequiredService<GrainClassMap>().TryGetGrainClass(type, out var grainClass)
            ? new GrainClass(grainClass, new DefaultGrainActivator(Shared, grainClass))
            : throw new ArgumentException($"There is no grain class for {type}."));

    public static GrainReference Reference(GrainId grain, GrainInterfaceType type) => Shared.GetRequiredService<GrainReferenceActivator>().CreateReference(grain, type);

    public static GrainReference Reference(Type type, IdSpan key)
    {
        var id = InterfaceOf(type);
        return Reference(GrainId.Create(Shared.GetRequiredService<GrainInterfaceTypeToGrainTypeResolver>().GetGrainType(id), key), id);
    }

    public static GrainInterfaceType InterfaceOf(Type type) => Shared.GetRequiredService<GrainInterfaceTypeResolver>().GetGrainInterfaceType(type);

    private static ServiceCollection Describe()
    {
        var services = new ServiceCollection();
        services.AddOrleans(static _ => { });
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<IGrainReferenceRuntime, SimReferences>();
        services.AddSingleton<IGrainFactory, SimGrainFactory>();
        services.AddSingleton<IClusterManifestProvider, Manifest>();
        return services;
    }

    private static ServiceProvider Build() => Describe().BuildServiceProvider();

    /// <summary>All grains, as every silo has them.</summary>
    private sealed class Manifest : IClusterManifestProvider
    {
        public Manifest(
            IEnumerable<IGrainPropertiesProvider> ofGrains,
            IEnumerable<IGrainInterfacePropertiesProvider> ofInterfaces,
            IOptions<GrainTypeOptions> options,
            GrainTypeResolver grains,
            GrainInterfaceTypeResolver interfaces)
        {
            LocalGrainManifest = new GrainManifest(
                options.Value.Classes.ToImmutableDictionary(grains.GetGrainType, type => new GrainProperties(Properties(ofGrains, (provider, all) =>
                    provider.Populate(type, grains.GetGrainType(type), all)))),
                options.Value.Interfaces.ToImmutableDictionary(interfaces.GetGrainInterfaceType, type => new GrainInterfaceProperties(Properties(ofInterfaces, (provider, all) =>
                    provider.Populate(type, interfaces.GetGrainInterfaceType(type), all)))));
            Current = new ClusterManifest(new MajorMinorVersion(1, 0), ImmutableDictionary<SiloAddress, GrainManifest>.Empty.Add(SiloAddress.Zero, LocalGrainManifest));
        }

        public ClusterManifest Current { get; }

        public IAsyncEnumerable<ClusterManifest> Updates => throw new NotSupportedException();

        public GrainManifest LocalGrainManifest { get; }

        private static ImmutableDictionary<string, string> Properties<T>(IEnumerable<T> providers, Action<T, Dictionary<string, string>> populate)
        {
            var all = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var provider in providers)
                populate(provider, all);
            return all.ToImmutableDictionary(StringComparer.Ordinal);
        }
    }
}

/// <summary>A class of grains.</summary>
internal sealed class GrainClass(Type type, DefaultGrainActivator activator)
{
    public Type Type => type;

    public DefaultGrainActivator Activator => activator;

    public bool IsReentrant { get; } = type.IsDefined(typeof(Orleans.Concurrency.ReentrantAttribute), true);

    public bool PrefersLocal { get; } = type.IsDefined(typeof(Orleans.Placement.PreferLocalPlacementAttribute), true);

    public bool IsImmovable { get; } = type.IsDefined(typeof(Orleans.Placement.ImmovableAttribute), true);
}
