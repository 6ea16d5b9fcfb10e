using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Persistence;
using Orleans.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Bench.Yardstick;

/// <summary>
/// The smallest honest server on the product's stack: an HTTP request is a grain call, which is a durable write. It has the product's two process
/// layouts.
/// </summary>
internal static class YardstickServer
{
    /// <summary>How the line begins that a server prints when it is ready; its address follows.</summary>
    public const string ReadyMark = "The yardstick is ready: ";

    private static readonly TimeSpan RedisExpiry = TimeSpan.FromHours(1);

    /// <summary>API and silo in one process, rows in a SQLite file.</summary>
    public static Task RunSingle(string folder)
    {
        var builder = CreateApi();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort(), serviceId: "yardstick", clusterId: "yardstick");
            silo.Services.AddKeyedSingleton<IGrainStorage>("Default", (_, _) => new SqliteRows(Path.Combine(folder, "yardstick.db")));
            silo.Services.AddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>("Default"));
        });
        return RunApi(builder);
    }

    /// <summary>A silo of a cluster. Membership and rows are in Redis, and expire.</summary>
    public static Task RunSilo(string redis, string cluster)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
            silo.UseRedisClustering(options => Configure(options, redis));
            silo.AddRedisGrainStorageAsDefault((RedisStorageOptions options) =>
                (options.ConfigurationOptions, options.EntryExpiry) = (ConfigurationOptions.Parse(redis), RedisExpiry));
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
        });
        return Run(builder.Build(), static () => "silo");
    }

    /// <summary>The API of a cluster.</summary>
    public static Task RunApi(string redis, string cluster)
    {
        var builder = CreateApi();
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(options => Configure(options, redis));
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
        });
        return RunApi(builder);
    }

    /// <summary>A minimal API without grains, which gives the bytes that the source gives now, at the same route of a product.</summary>
    public static async Task RunBare(Uri source)
    {
        using var http = new HttpClient();
        var bytes = await http.GetByteArrayAsync(source);
        var app = CreateApi().Build();
        app.MapGet("/v1/sellers/{seller}/products/{product}", (string seller, string product) => TypedResults.Bytes(bytes, "application/json"));
        await Run(app, () => app.Urls.First());
    }

    private static WebApplicationBuilder CreateApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private static Task RunApi(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapPut("/counters/{key}", static async (string key, AddUnits body, IGrainFactory grains) =>
            new UnitsTotal(await grains.GetGrain<IYardstickGrain>(key).Add(body.Quantity)));
        return Run(app, () => app.Urls.First());
    }

    // Until the program that started it ends: it closes this program's standard input.
    private static async Task Run(IHost host, Func<string> address)
    {
        using (host)
        {
            await host.StartAsync();
            await Console.Out.WriteLineAsync(ReadyMark + address());
            await Task.Run(Console.In.ReadToEnd);
            await host.StopAsync();
        }
    }

    private static void Configure(RedisClusteringOptions options, string redis) =>
        (options.ConfigurationOptions, options.EntryExpiry) = (ConfigurationOptions.Parse(redis), RedisExpiry);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record AddUnits(int Quantity);

    private sealed record UnitsTotal(long Total);
}
