using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansMicro.Bench.Api;
using StackExchange.Redis;

namespace OrleansMicro.Bench.Flash;

/// <summary>A connection to the grains of a running shop, past its API: to one server on this machine, or to a cluster.</summary>
internal static class ShopConnection
{
    /// <summary>Connects to a server in single mode, by the port that it was given as <c>Server:GatewayPort</c>.</summary>
    public static async Task<IHost> ToServer(int gatewayPort, CancellationToken stop)
    {
        // Orleans' client tries for longer than a person waits.
        if (!await ServerProbe.AnyListens([new Uri($"tcp://127.0.0.1:{gatewayPort}")], stop))
            throw new IOException($"No server has a gateway on port {gatewayPort}. Start one with ./run --Server:GatewayPort {gatewayPort}.");
        return await Connect(client => client.UseLocalhostClustering(gatewayPort, serviceId: "orleansmicro", clusterId: "single"), stop);
    }

    /// <summary>Connects to the silos of a cluster.</summary>
    public static Task<IHost> ToCluster(string redis, string clusterId, CancellationToken stop) => Connect(
        client =>
        {
            client.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, clusterId));
        },
        stop);

    private static async Task<IHost> Connect(Action<IClientBuilder> configure, CancellationToken stop)
    {
        var builder = Host.CreateApplicationBuilder();

        // Standard output is left to the result.
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(configure);
        var host = builder.Build();
        try
        {
            await host.StartAsync(stop);
            return host;
        }
        catch (Exception failure) when (failure is OrleansException or RedisException)
        {
            host.Dispose();
            throw new IOException("No silo can be reached: " + failure.Message, failure);
        }
    }
}
