using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Networking.Shared;

namespace OrleansMicro.Hosting;

/// <summary>What silos and APIs of a cluster share: its id, membership in Redis, and how they detect failures.</summary>
public static class ClusterConnection
{
    /// <summary>
    /// Waits until Redis answers and registers the connection. Throws <see cref="StartException"/> if Redis does not answer in time, and
    /// <see cref="OptionsValidationException"/> for settings that are not valid.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="callTimeout">The default of <see cref="ClusterConnectionOptions.CallTimeout"/>.</param>
    public static async Task AddClusterConnectionAsync(this WebApplicationBuilder builder, TimeSpan callTimeout)
    {
        var cluster = builder.ReadValidatedOptions<ClusterConnectionOptions, ClusterConnectionOptionsValidator>(
            ClusterConnectionOptions.Section, defaults => defaults.CallTimeout = callTimeout);
        var redis = await RedisConnector.OpenAsync(cluster, TimeProvider.System);

        // By a factory, so that the container closes it.
        builder.Services.AddSingleton(_ => redis);
        builder.Services.AddOptions<RedisClusteringOptions>().Configure<RedisConnection>(static (options, redis) =>
            (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Configuration, _ => redis.ShareAsync()));
        builder.Services.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.Id, cluster.Id));
        builder.Services.Configure<ConnectionOptions>(options => FailureDetection.Configure(options, cluster.FailureDetectionTimeout));
        builder.Services.Configure<SocketConnectionOptions>(options => FailureDetection.Configure(options, cluster.FailureDetectionTimeout));
    }
}
