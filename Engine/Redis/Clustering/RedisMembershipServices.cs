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
    private static readonly TimeSpan DefaultSilence = new ClusterMembershipOptions().ProbeTimeout * new ClusterMembershipOptions().NumMissedProbesLimit;

    /// <summary>For a silo: it holds a lease in Redis.</summary>
    public static void AddRedisMembership(this IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        AddTable(services, configure);
        if (services.Any(static service => service.ServiceType == typeof(LeasedMembership)))
            return;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SiloLeaseOptions>, SiloLeaseOptionsValidator>());
        services.AddOptions<SiloLeaseOptions>().Configure<IOptions<ClusterMembershipOptions>>(Follow).ValidateOnStart();
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

    // Who says for Orleans how long a silo may be silent means it for this engine too. What is left of it after a lease is over goes by until all know.
    private static void Follow(SiloLeaseOptions lease, IOptions<ClusterMembershipOptions> membership)
    {
        var options = membership.Value;
        var silence = options.ProbeTimeout * options.NumMissedProbesLimit;
        if (silence == DefaultSilence)
            return;
        lease.SuspectAfter = silence;
        lease.Duration = 0.8 * silence;
        lease.RenewPeriod = lease.Duration / 5 < lease.RenewPeriod ? lease.Duration / 5 : lease.RenewPeriod;
        lease.Margin = lease.Duration / 8 < lease.Margin ? lease.Duration / 8 : lease.Margin;
        lease.ProbePeriod = silence / 5 < lease.ProbePeriod ? silence / 5 : lease.ProbePeriod;
    }

    private static void AddTable(IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        services.AddOptions<RedisClusteringOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisClusteringOptions>, RedisClusteringOptionsValidator>());
        services.TryAddSingleton<ISiloTable, RedisSiloTable>();
        services.AddTcpTransport();
    }
}
