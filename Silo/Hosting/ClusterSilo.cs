using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>A silo of a cluster: membership, state and reminders in Redis.</summary>
internal static class ClusterSilo
{
    /// <summary>
    /// How long an activation answers from memory before it reads its row again, unless <c>State:MaxReadAge</c> is set. It bounds how long a silo
    /// that was declared dead, or a duplicate activation, gives outdated answers. A shorter time costs more reads of Redis.
    /// </summary>
    internal static readonly TimeSpan MaxReadAge = TimeSpan.FromSeconds(3);

    /// <summary>The response timeout of calls from silos, unless <c>Cluster:CallTimeout</c> is set.</summary>
    internal static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the silo with the marketplace's grains. Waits until Redis answers.</summary>
    /// <exception cref="StartException">Redis does not answer in time.</exception>
    public static async Task AddClusterSiloAsync(this WebApplicationBuilder builder)
    {
        // Validated first: nobody should wait for Redis to learn of a wrong port.
        builder.ReadValidatedOptions<SiloEndpointOptions, SiloEndpointOptionsValidator>(SiloEndpointOptions.Section);
        await builder.AddClusterConnectionAsync(CallTimeout);
        builder.AddSilo(static silo =>
        {
            silo.UseRedisClustering(static _ => { });
            silo.AddRedisStorage();
            silo.PlaceBesideCallers();
            silo.LimitDirectoryCache();
            silo.SpreadOverNewSilos();
            silo.ShedLoad();

            // Read again when the silo is in the membership table and before it runs grains: a move that began meanwhile sees the silo, or the silo
            // sees its mark.
            silo.AddStartupTask(static (services, _) => RedisMark.RefuseAsync(services), ServiceLifecycleStage.ValidateInitialConnectivity - 1);
        });
        builder.Services.ConfigureOptions<SiloEndpoints>();
        builder.Services.PostConfigure<StateOptions>(static state => state.MaxReadAge ??= MaxReadAge);
        builder.Services.AddSingleton<IFatalErrorHandler, EndOfSilo>();
        builder.Services.AddOptions<SiloMessagingOptions>().Configure<IOptions<ClusterConnectionOptions>>(static (options, cluster) =>
        {
            options.ResponseTimeout = cluster.Value.CallTimeout;
            options.SystemResponseTimeout = FailureDetection.SystemCallTimeout(cluster.Value.FailureDetectionTimeout);
        });
        builder.Services.AddOptions<ClusterMembershipOptions>().Configure<IOptions<ClusterConnectionOptions>>(
            static (options, cluster) => FailureDetection.Configure(options, cluster.Value.FailureDetectionTimeout));
        builder.Services.AddHealthChecks()
            .AddCheck<MemberHealthCheck>("member")
            .AddCheck<GrainStorageHealthCheck>("storage");
    }

    /// <summary>The addresses of the silo, for its announcement.</summary>
    public static string DescribeEndpoints(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        return $"Silo: {endpoints.AdvertisedIPAddress}:{endpoints.SiloPort}  gateway: {endpoints.AdvertisedIPAddress}:{endpoints.GatewayPort}";
    }
}
