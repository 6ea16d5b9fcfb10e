using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Clustering.Redis;

/// <summary>Registers membership in Redis.</summary>
internal static class RedisMembershipServices
{
    /// <summary>For a silo: it holds a lease in Redis.</summary>
    public static void AddRedisMembership(this IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        AddTable(services, configure);
        if (services.Any(static service => service.ServiceType == typeof(LeasedMembership)))
            return;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SiloLeaseOptions>, SiloLeaseOptionsValidator>());
        services.AddOptions<SiloLeaseOptions>().ValidateOnStart();
        services.Replace(ServiceDescriptor.Singleton(static provider => new SiloLease(EngineTime.Of(provider, TimeProviderNames.Membership))));
        services.AddSingleton(static provider => new LeasedMembership(
            provider.GetRequiredService<ISiloTable>(),
            provider.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            provider.GetRequiredService<SiloLease>(),
            provider.GetRequiredService<IOptions<SiloLeaseOptions>>().Value,
            EngineTime.Of(provider, TimeProviderNames.Membership),
            provider.GetRequiredService<ILogger<LeasedMembership>>()));
        services.Replace(ServiceDescriptor.Singleton<IMembership>(static provider => provider.GetRequiredService<LeasedMembership>()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => new SiloProbes(
            provider.GetRequiredService<SiloRuntime>(),
            provider.GetRequiredService<LeasedMembership>(),
            provider.GetRequiredService<IOptions<SiloLeaseOptions>>().Value,
            EngineTime.Of(provider, TimeProviderNames.Membership)));
    }

    /// <summary>For a client: it only looks.</summary>
    public static void AddRedisGateways(this IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        AddTable(services, configure);
        services.TryAddSingleton<WatchedMembership>();
        services.Replace(ServiceDescriptor.Singleton<IMembership>(static provider => provider.GetRequiredService<WatchedMembership>()));
    }

    private static void AddTable(IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        services.AddOptions<RedisClusteringOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisClusteringOptions>, RedisClusteringOptionsValidator>());
        services.TryAddSingleton<ISiloTable, RedisSiloTable>();
        services.AddTcpTransport();
    }
}
