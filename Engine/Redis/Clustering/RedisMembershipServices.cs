using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Clustering.Redis;

/// <summary>Registers membership in Redis.</summary>
internal static class RedisMembershipServices
{
    /// <summary>For a silo: it holds a lease in Redis.</summary>
    public static void AddRedisMembership(this IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        AddOptions(services, configure);
        services.AddTcpTransport();
    }

    /// <summary>For a client: it only looks.</summary>
    public static void AddRedisGateways(this IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        AddOptions(services, configure);
        services.AddTcpTransport();
    }

    private static void AddOptions(IServiceCollection services, Action<RedisClusteringOptions> configure)
    {
        services.AddOptions<RedisClusteringOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisClusteringOptions>, RedisClusteringOptionsValidator>());
    }
}
