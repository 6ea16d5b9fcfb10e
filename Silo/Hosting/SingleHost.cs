using Microsoft.Extensions.Options;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>API, grains and storage in one process, with one SQLite file: nothing to install.</summary>
public static class SingleHost
{
    /// <summary>
    /// Makes a server ready to be started. The arguments are those of <c>--help</c>; <paramref name="configure"/> lets tests replace services.
    /// Throws <see cref="StartException"/> or <see cref="OptionsValidationException"/> for settings that cannot work.
    /// </summary>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(CommandLine.Parse(args));
        var server = ReadOptions(builder.Configuration);
        var folder = new DataFolder(server.Data);
        try
        {
            AddServer(builder, server, folder);
            configure?.Invoke(builder);
            var app = builder.Build();

            // Asked for first, so that it is let go last: after the database in it is closed.
            app.Services.GetRequiredService<DataFolder>();
            app.MapMarketplaceApi();
            app.MapOperatorDashboard();
            app.Lifetime.ApplicationStarted.Register(() => Announcement.Print(app, folder));
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
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = server.ShutdownTimeout);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(server.Port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{server.Port}");

        builder.Services.AddMarketplaceGrains(builder.Configuration);
        builder.UseOrleans(silo => AddSilo(silo, builder.Configuration.GetSection(SqliteStorageOptions.Section), folder));
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

    private static ServerOptions ReadOptions(ConfigurationManager configuration)
    {
        var options = configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
        var result = new ServerOptionsValidator().Validate(null, options);
        return result.Succeeded ? options : throw new OptionsValidationException("", typeof(ServerOptions), result.Failures);
    }
}
