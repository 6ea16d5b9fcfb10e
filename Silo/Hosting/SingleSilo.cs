using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansMicro.Catalog;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>A silo without a cluster: state and reminders in one SQLite file, nothing to install.</summary>
internal static class SingleSilo
{
    /// <summary>Adds the silo with the marketplace's grains.</summary>
    public static void AddSingleSilo(this WebApplicationBuilder builder)
    {
        builder.AddSilo(static silo =>
        {
            var (siloPort, gatewayPort) = LocalPorts.FindTwo();
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "orleansmicro", clusterId: "single");
            silo.Services.AddOptions<EndpointOptions>().PostConfigure<IOptions<ServerOptions>>(static (endpoints, server) =>
                endpoints.GatewayPort = server.Value.GatewayPort is > 0 and var given ? given : endpoints.GatewayPort);
            silo.UseNoDirectoryCache();
            silo.AddSqliteGrainStorageAsDefault(static _ => { });
            silo.UseSqliteReminderService(static _ => { });
        });
        builder.Services.AddSingleton(static services => new DataFolder(services.GetRequiredService<IOptions<ServerOptions>>().Value.Data));
        builder.Services.AddSingleton<IProductsAtHand, ProductsAtHand>();
        builder.Services.ConfigureOptions<DatabaseOfDataFolder>();
        builder.Services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
    }

    /// <summary>
    /// Locks the data folder before anything uses it, so that the container releases it last. Throws <see cref="Hosting.StartException"/> if it is
    /// in use.
    /// </summary>
    public static DataFolder LockDataFolder(this WebApplication app) => app.Services.GetRequiredService<DataFolder>();

    private sealed class DatabaseOfDataFolder(DataFolder folder, IConfiguration configuration) : IConfigureNamedOptions<SqliteStorageOptions>
    {
        public void Configure(string? name, SqliteStorageOptions options)
        {
            options.Path = folder.Database;
            configuration.GetSection(SqliteStorageOptions.Section).Bind(options);

            // The folder's lock keeps a second server away from this file, and from no other.
            options.SoleWriter = options.Path == folder.Database;
        }

        public void Configure(SqliteStorageOptions options) => Configure(Options.DefaultName, options);
    }
}
