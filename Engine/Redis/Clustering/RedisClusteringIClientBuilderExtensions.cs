using Orleans.Clustering.Redis;
using Orleans.Hosting;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Lets a client find the silos of a cluster in Redis.</summary>
public static class RedisClusteringIClientBuilderExtensions
{
    /// <summary>Connects to the cluster whose members are in Redis.</summary>
    public static IClientBuilder UseRedisClustering(this IClientBuilder builder, Action<RedisClusteringOptions> configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddRedisGateways(configuration);
        return builder;
    }

    /// <summary>Connects to the cluster whose members are in Redis.</summary>
    public static IClientBuilder UseRedisClustering(this IClientBuilder builder, string redisConnectionString) =>
        builder.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redisConnectionString));
}
