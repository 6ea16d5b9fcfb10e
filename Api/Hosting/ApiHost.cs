using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Networking.Shared;

namespace OrleansMicro.Hosting;

/// <summary>The API in a process of its own: a client of the cluster, without state, so that any number of them may run.</summary>
internal static class ApiHost
{
    private const int DefaultPort = 8080;
    private static readonly TimeSpan DrainDelay = TimeSpan.FromSeconds(2);

    private static readonly CommandLine Arguments = new(
        """
        OrleansMicro's API: REST in front of a cluster of silos. It keeps nothing, so run as many as you need.

        usage: Api [--port N] [--redis HOST:PORT] [--cluster-id ID] [--urls URLS] [--Section:Key VALUE]...
               Api --health [URL]
               Api --help

          --port N          port of the API on this machine (8080; 0: any free one)
          --redis PLACE     the Redis of the cluster (127.0.0.1:6379), as StackExchange.Redis writes it
          --cluster-id ID   the cluster (orleansmicro)
          --urls URLS       addresses to listen on, such as http://0.0.0.0:8080; wins over --port
          --health [URL]    asks the API at URL, or at the configured port, how it is; exit code 0 if it is ready
          --Section:Key V   any setting, such as --Server:DrainDelay 00:00:05

        Settings come from appsettings.json, then the environment (Cluster__Redis=redis:6379), then the command line.
        SIGTERM: /health/ready says 503; after Server:DrainDelay no new requests are taken; those that run are answered; exit code 0.
        """,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--port"] = $"{HttpServerOptions.Section}:{nameof(HttpServerOptions.Port)}",
            ["--redis"] = $"{ClusterSettings.Section}:{nameof(ClusterSettings.Redis)}",
            ["--cluster-id"] = $"{ClusterSettings.Section}:{nameof(ClusterSettings.Id)}",
            ["--urls"] = "urls",
            ["--environment"] = "environment",
        });

    public static Task<int> Main(string[] args) => new HostProgram(Arguments, new StartFailures(static _ => false), DefaultPort, Create).Run(args);

    private static async Task<WebApplication> Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Arguments.Parse(args));
        RenamedSettings.Refuse(builder.Configuration);
        var server = HttpServerOptions.Read(builder.Configuration, new HttpServerOptions { DrainDelay = DrainDelay });
        var cluster = ClusterSettings.Read<ClusterSettings>(builder.Configuration);
        await RedisRoute.Find(cluster, TimeProvider.System);

        builder.ListenOn(server);
        builder.AddDraining(server);
        builder.UseOrleansClient(client => AddClient(client, cluster));
        builder.AddMarketplaceApi();
        var app = builder.Build();
        app.UseDraining();
        app.MapMarketplaceApi();
        app.AnnounceWhenStarted(url => $"OrleansMicro API is ready. API: {url}/v1  docs: {url}/docs  cluster: {cluster.Id}");
        return app;
    }

    private static void AddClient(IClientBuilder client, ClusterSettings cluster)
    {
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.Id, cluster.Id));
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = cluster.CallTimeout);
        client.Configure<GatewayOptions>(options => FailureDetection.Configure(options, cluster.FailureDetectionTimeout));
        client.Configure<ConnectionOptions>(options => FailureDetection.Configure(options, cluster.FailureDetectionTimeout));
        client.Configure<SocketConnectionOptions>(options => FailureDetection.Configure(options, cluster.FailureDetectionTimeout));
        client.UseConnectionRetryFilter<WaitForCluster>();

        var redis = cluster.RedisConfiguration();
        client.Services.AddSingleton(_ => new RedisConnection(redis));
        client.UseRedisClustering(static _ => { });
        client.Services.AddOptions<RedisClusteringOptions>().Configure<RedisConnection>(static (options, redis) =>
            (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Configuration, _ => redis.Open()));
    }
}
