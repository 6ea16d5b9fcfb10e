using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>The services of every silo.</summary>
internal static class DefaultSiloServices
{
    /// <summary>Adds them, once.</summary>
    public static void Add(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(Silo)))
            return;
        if (services.Any(static service => service.ServiceType == typeof(ClientRuntime)))
            throw new OrleansConfigurationException("Do not use UseOrleans with UseOrleansClient. If you want a client and server in the same process, only UseOrleans is necessary");
        services.AddLogging();
        services.AddOptions();
        EngineTime.Add(services);
        services.AddSerializer();
        AddIdentity(services);
        AddCalls(services);
        AddGrainServices(services);
        services.AddSingleton<SiloLifecycleSubject>();
        services.TryAddFrom<ISiloLifecycleSubject, SiloLifecycleSubject>();
        services.TryAddFrom<ISiloLifecycle, SiloLifecycleSubject>();
        services.AddSingleton<Silo>();
        services.AddSingleton<IHostedService, SiloHostedService>();
    }

    /// <summary>Registers a service under a second type.</summary>
    public static void TryAddFrom<TService, TImplementation>(this IServiceCollection services)
        where TService : class
        where TImplementation : class, TService =>
        services.TryAddSingleton<TService>(static provider => provider.GetRequiredService<TImplementation>());

    private static void AddIdentity(IServiceCollection services)
    {
        services.TryAddSingleton<InMemoryCluster>();
        services.TryAddSingleton<IMembership>(static provider => provider.GetRequiredService<InMemoryCluster>().Membership);
        services.TryAddSingleton(SiloLease.Endless);
        services.TryAddSingleton(static provider => provider.GetRequiredService<InMemoryCluster>().Storage);
        services.TryAddSingleton(static provider => provider.GetRequiredService<InMemoryCluster>().Network.CreateTransport());
        services.AddSingleton<LocalSiloDetails>();
        services.TryAddFrom<ILocalSiloDetails, LocalSiloDetails>();
        services.AddSingleton<SiloStatusOracle>();
        services.TryAddFrom<ISiloStatusOracle, SiloStatusOracle>();
        services.AddOptions<SiloOptions>().PostConfigure(static options => options.SiloName ??= $"Silo_{Guid.NewGuid():N}"[..10]);
    }

    private static void AddCalls(IServiceCollection services)
    {
        services.TryAddSingleton<IWorkScheduler>(ThreadPoolScheduler.Instance);
        services.TryAddSingleton<SerializerContext>();
        services.AddSingleton(static provider => new CallClock(EngineTime.Of(provider, TimeProviderNames.Messaging)));
        services.AddSingleton(static provider => new IdleClock(EngineTime.Of(provider, TimeProviderNames.ActivationManagement)));
        services.AddSingleton(static provider => new RemoteCalls(
            provider.GetRequiredService<ITransport>(),
            provider.GetRequiredService<CallClock>(),
            provider.GetRequiredService<SerializerContext>()));
        services.AddSingleton(static provider => new SiloStatistics(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<RemoteCalls>()));
        services.AddSingleton(static provider => new SiloRuntime(new SiloRuntimeParts
        {
            SiloAddress = provider.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            Services = provider,
            Messaging = provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value,
            Collection = provider.GetRequiredService<IOptions<GrainCollectionOptions>>().Value,
            CallClock = provider.GetRequiredService<CallClock>(),
            IdleClock = provider.GetRequiredService<IdleClock>(),
            ActivationTime = EngineTime.Of(provider, TimeProviderNames.ActivationManagement),
            Remote = provider.GetRequiredService<RemoteCalls>(),
            Statistics = provider.GetRequiredService<SiloStatistics>(),
            Overload = new OverloadGuard(
                provider.GetRequiredService<IOptions<OverloadOptions>>().Value,
                provider.GetRequiredService<IOptions<LoadSheddingOptions>>().Value,
                provider.GetRequiredService<TimeProvider>()),
            Membership = provider.GetRequiredService<IMembership>(),
            Lease = provider.GetRequiredService<SiloLease>(),
            Scheduler = provider.GetRequiredService<IWorkScheduler>(),
            IncomingFilters = () => [.. provider.GetServices<IIncomingGrainCallFilter>()],
            OutgoingFilters = () => [.. provider.GetServices<IOutgoingGrainCallFilter>()],
            Logger = provider.GetRequiredService<ILogger<SiloRuntime>>(),
        }));
        services.TryAddFrom<IGrainReferenceRuntime, SiloRuntime>();
        services.AddSingleton(static provider => new ClusterClient(provider.GetRequiredService<SiloRuntime>(), provider));
        services.TryAddFrom<IGrainFactory, ClusterClient>();
        services.TryAddFrom<IClusterClient, ClusterClient>();
    }

    private static void AddGrainServices(IServiceCollection services)
    {
        services.AddSingleton<ITimerRegistry, TimerRegistry>();
        services.AddSingleton<IGrainRuntime, GrainRuntime>();
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddTransient(static _ => RuntimeContext.Current!);
        services.TryAddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.TryAddSingleton<IAttributeToFactoryMapper<PersistentStateAttribute>, PersistentStateAttributeMapper>();
        services.TryAddSingleton<IGrainStorageSerializer, OrleansGrainStorageSerializer>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ActivationCollector>();
    }
}
