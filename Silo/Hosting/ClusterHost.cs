using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>A silo of a cluster: grains, no API. What it serves over HTTP is only about itself.</summary>
internal static class ClusterHost
{
    /// <summary>Where it listens for HTTP if nothing says otherwise.</summary>
    public const int DefaultPort = 8081;

    // A silo that others have declared dead, or a second activation made while views differed, answers from memory for no longer. Shorter costs more reads of Redis.
    internal static readonly TimeSpan MaxReadAge = TimeSpan.FromSeconds(3);

    /// <summary>What the command line may say.</summary>
    public static CommandLine Arguments { get; } = new(
        """
        A silo of an OrleansMicro cluster: it hosts grains, whose state, reminders and membership are in Redis.

        usage: run cluster [--redis HOST:PORT] [--silo-port N] [--gateway-port N] [--advertise IP] [--port N] [--Section:Key VALUE]...
               run cluster --health [URL]
               run cluster --help

          --redis PLACE      the Redis of the cluster (127.0.0.1:6379), as StackExchange.Redis writes it
          --cluster-id ID    the cluster (orleansmicro)
          --silo-port N      port for other silos (11111; 0: any free one)
          --gateway-port N   port for the APIs (30000; 0: any free one)
          --advertise IP     address at which others reach this silo (the one on the route to Redis)
          --port N           port of /health/live, /health/ready and /dashboard on this machine (8081; 0: any free one)
          --urls URLS        addresses for these to listen on, such as http://0.0.0.0:8081; wins over --port
          --health [URL]     asks the silo at URL, or at the configured port, how it is; exit code 0 if it is ready
          --Section:Key V    any setting of appsettings.json, such as --Cluster:FailureDetectionTimeout 00:00:10

        Settings come from appsettings.json, then the environment (Cluster__Redis=redis:6379), then the command line.
        SIGTERM: /health/ready says 503, the silo hands its grains over, finishes what runs and leaves the cluster; exit code 0.
        """,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--port"] = $"{HttpServerOptions.Section}:{nameof(ServerOptions.Port)}",
            ["--redis"] = $"{ClusterSettings.Section}:{nameof(SiloSettings.Redis)}",
            ["--cluster-id"] = $"{ClusterSettings.Section}:{nameof(SiloSettings.Id)}",
            ["--silo-port"] = $"{ClusterSettings.Section}:{nameof(SiloSettings.SiloPort)}",
            ["--gateway-port"] = $"{ClusterSettings.Section}:{nameof(SiloSettings.GatewayPort)}",
            ["--advertise"] = $"{ClusterSettings.Section}:{nameof(SiloSettings.AdvertisedAddress)}",
            ["--urls"] = "urls",
            ["--environment"] = "environment",
        });

    /// <summary>
    /// Makes a silo ready to be started, once Redis answers. Throws <see cref="StartException"/> or <see cref="OptionsValidationException"/> for settings
    /// that cannot work.
    /// </summary>
    public static async Task<WebApplication> Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Arguments.Parse(args));
        RenamedSettings.Refuse(builder.Configuration);
        var server = HttpServerOptions.Read(builder.Configuration, new ServerOptions { Port = DefaultPort });
        var settings = ClusterSettings.Read<SiloSettings>(builder.Configuration);
        var place = SiloPlace.Of(settings, await RedisRoute.Find(settings, TimeProvider.System));

        builder.Services.AddSingleton(Options.Create(server));
        builder.ListenOn(server);
        builder.AddDraining(server);
        builder.Services.AddMarketplaceGrains(builder.Configuration);
        builder.Services.PostConfigure<StateOptions>(static state => state.MaxReadAge ??= MaxReadAge);
        builder.UseOrleans(silo =>
        {
            silo.UseRedisCluster(settings, place);
            silo.LimitQueues(server.MaxCallsPerGrain);
            silo.UseWatchdogClock();
        });
        builder.AddHealthApi();
        builder.AddOperatorDashboard();
        builder.Services.AddHealthChecks()
            .AddCheck<MemberHealthCheck>("member")
            .AddCheck<GrainStorageHealthCheck>("storage");
        builder.Services.AddHostedService<RecoveryPulse>();
        var app = builder.Build();
        app.UseDraining();
        app.MapHealthApi();
        app.MapOperatorDashboard();
        app.MapSiloList();
        app.AnnounceWhenStarted(url =>
            $"OrleansMicro silo is ready. Silo: {place.Advertised}:{place.SiloPort}  gateway: {place.Advertised}:{place.GatewayPort}  "
            + $"health: {url}/health/ready  cluster: {settings.Id}");
        return app;
    }
}
