using Orleans.Clustering.Redis;
using Orleans.Hosting;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Keeps the membership of a silo's cluster in Redis.</summary>
public static class RedisClusteringISiloBuilderExtensions
{
    /// <summary>Joins the cluster whose members are in Redis; silos talk over TCP.</summary>
    public static ISiloBuilder UseRedisClustering(this ISiloBuilder builder, Action<RedisClusteringOptions> configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddRedisMembership(configuration);
        return builder;
    }

    /// <summary>Joins the cluster whose members are in Redis; silos talk over TCP.</summary>
    public static ISiloBuilder UseRedisClustering(this ISiloBuilder builder, string redisConnectionString) =>
        builder.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redisConnectionString));
}
