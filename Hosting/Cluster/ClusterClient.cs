using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansMicro.Hosting;

/// <summary>Makes an API a client of a cluster of silos.</summary>
public static class ClusterClient
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Adds Orleans' client, with the members of the cluster from Redis. Waits until Redis answers.</summary>
    /// <exception cref="StartException">Redis does not answer in time.</exception>
    public static async Task AddClusterClientAsync(this WebApplicationBuilder builder)
    {
        await builder.AddClusterConnectionAsync(CallTimeout);
        builder.UseOrleansClient(static client =>
        {
            client.UseRedisClustering(static _ => { });
            client.UseConnectionRetryFilter<WaitForCluster>();
            client.Services.CacheGrainInterfaceTypes();
        });
        builder.Services.AddOptions<ClientMessagingOptions>().Configure<IOptions<ClusterConnectionOptions>>(
            static (options, cluster) => Configure(options, cluster.Value.CallTimeout));
        builder.Services.AddOptions<GatewayOptions>().Configure<IOptions<ClusterConnectionOptions>>(
            static (options, cluster) => FailureDetection.Configure(options, cluster.Value.FailureDetectionTimeout));
    }

    /// <summary>Calls have a limit. A call whose caller has stopped waiting is cancelled.</summary>
    internal static void Configure(ClientMessagingOptions options, TimeSpan callTimeout) =>
        (options.ResponseTimeout, options.CancelRequestOnTimeout) = (callTimeout, true);
}
