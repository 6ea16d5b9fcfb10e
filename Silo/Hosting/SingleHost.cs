using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>API, grains and storage in one process, with one SQLite file: nothing to install.</summary>
public static class SingleHost
{
    /// <summary>Where it listens for HTTP if nothing says otherwise.</summary>
    internal const int DefaultPort = 8080;

    /// <summary>What the command line may say.</summary>
    internal static CommandLine Arguments { get; } = new(
        """
        OrleansMicro, a self-hosted marketplace backend: API, grains and storage in one process.

        usage: run [--port N] [--data FOLDER] [--urls URLS] [--Section:Key VALUE]...
               run cluster ...        a silo of a cluster; see 'run cluster --help'
               run --health [URL]
               run --help

          --port N          port of the API on this machine (8080; 0: any free one)
          --data FOLDER     where the database is kept (data); one server at a time
          --urls URLS       addresses to listen on, such as http://0.0.0.0:8080; wins over --port
          --health [URL]    asks the server at URL, or at the configured port, how it is; exit code 0 if it is ready
          --Section:Key V   any setting of appsettings.json, such as --Orders:ReservationLifetime 00:05:00

        Settings come from appsettings.json, then the environment (Server__Port=8080), then the command line.
        Ctrl-C or SIGTERM stops the server after all accepted requests are answered.
        """,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--port"] = $"{HttpServerOptions.Section}:{nameof(ServerOptions.Port)}",
            ["--data"] = $"{HttpServerOptions.Section}:{nameof(ServerOptions.Data)}",
            ["--urls"] = "urls",
            ["--environment"] = "environment",
        });

    /// <summary>
    /// Makes a server ready to be started. The arguments are those of <c>--help</c>; <paramref name="configure"/> lets tests replace services.
    /// Throws <see cref="StartException"/> or <see cref="OptionsValidationException"/> for settings that cannot work.
    /// </summary>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Arguments.Parse(args));
        RenamedSettings.Refuse(builder.Configuration);
        var server = HttpServerOptions.Read(builder.Configuration, new ServerOptions());
        var folder = new DataFolder(server.Data);
        try
        {
            AddServer(builder, server, folder);
            configure?.Invoke(builder);
            var app = builder.Build();

            // Asked for first, so that it is let go last: after the database in it is closed.
            app.Services.GetRequiredService<DataFolder>();
            app.UseDraining();
            app.MapMarketplaceApi();
            app.MapOperatorDashboard();
            app.MapSiloList();
            app.AnnounceWhenStarted(url => $"OrleansMicro is ready. API: {url}/v1  docs: {url}/docs  data: {folder.Path}");
            return app;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static void AddServer(WebApplicationBuilder builder, ServerOptions server, DataFolder folder)
    {
        // Made by a factory, so that it is the container that lets the folder go.
        builder.Services.AddSingleton(_ => folder);
        builder.Services.AddSingleton(Options.Create(server));
        builder.ListenOn(server);
        builder.AddDraining(server);
        builder.Services.AddMarketplaceGrains(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            AddSilo(silo, builder.Configuration.GetSection(SqliteStorageOptions.Section), folder);
            silo.LimitQueues(server.MaxCallsPerGrain);
            silo.UseWatchdogClock();
        });
        builder.AddMarketplaceApi();
        builder.AddOperatorDashboard();
        builder.Services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
        builder.Services.AddHostedService<RecoveryPulse>();
    }

    private static void AddSilo(ISiloBuilder silo, IConfigurationSection storage, DataFolder folder)
    {
        var (siloPort, gatewayPort) = LocalPorts.FindTwo();
        silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "orleansmicro", clusterId: "single");
        silo.AddSqliteGrainStorageAsDefault(Configure);
        silo.UseSqliteReminderService(Configure);

        void Configure(SqliteStorageOptions options)
        {
            options.Path = folder.Database;
            storage.Bind(options);
            // The folder's lock keeps a second server away from this file, and from no other.
            options.SoleWriter = options.Path == folder.Database;
        }
    }
}
