using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Hosting;

/// <summary>The services of every client.</summary>
internal static class DefaultClientServices
{
    /// <summary>Adds them, once; a host that is a silo needs none of them.</summary>
    public static void Add(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(ClientRuntime)))
            return;
        if (services.Any(static service => service.ServiceType == typeof(Silo)))
            throw new OrleansConfigurationException("Do not use UseOrleansClient with UseOrleans. If you want a client and server in the same process, only UseOrleans is necessary");
        services.AddLogging();
        services.AddOptions();
        EngineTime.Add(services);
        services.AddSerializer();
        services.TryAddSingleton<SerializerContext>();
        services.TryAddSingleton<IMembership>(static provider => provider.GetRequiredService<InMemoryCluster>().Membership);
        services.TryAddSingleton(static provider => provider.GetRequiredService<InMemoryCluster>().Network.CreateTransport());
        services.AddSingleton(static provider => new CallClock(EngineTime.Of(provider, TimeProviderNames.Messaging)));
        services.AddSingleton(static provider => new RemoteCalls(
            provider.GetRequiredService<ITransport>(),
            provider.GetRequiredService<CallClock>(),
            provider.GetRequiredService<SerializerContext>()));
        services.AddSingleton(static provider => new ClientRuntime(
            provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value,
            provider.GetRequiredService<CallClock>(),
            provider.GetRequiredService<RemoteCalls>(),
            provider.GetRequiredService<IMembership>(),
            () => [.. provider.GetServices<IOutgoingGrainCallFilter>()],
            provider.GetRequiredService<ILogger<ClientRuntime>>()));
        services.TryAddFrom<IGrainReferenceRuntime, ClientRuntime>();
        services.AddSingleton(static provider => new ClusterClient(provider.GetRequiredService<ClientRuntime>(), provider));
        services.TryAddFrom<IGrainFactory, ClusterClient>();
        services.TryAddFrom<IClusterClient, ClusterClient>();
        services.AddSingleton<ClientLifecycleSubject>();
        services.TryAddFrom<IClusterClientLifecycle, ClientLifecycleSubject>();
        services.AddSingleton<IHostedService, ClientHostedService>();
    }
}
