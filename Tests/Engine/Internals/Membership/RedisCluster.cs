using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansMicro.Bench.Cluster;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;
using StackExchange.Redis;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>Silos and clients of one cluster in Redis, in this process but over TCP.</summary>
internal sealed class RedisCluster(RedisServer redis) : IAsyncDisposable
{
    // Without TCP they would meet here.
    private readonly InMemoryCluster _network = new();
    private readonly List<IHost> _hosts = [];
    private readonly List<Relay> _relays = [];

    public string Id { get; } = $"cluster-{Guid.NewGuid():N}";

    /// <summary>Starts a silo, whose line to the leases in Redis can be cut.</summary>
    public async Task<RedisSilo> StartSilo()
    {
        var relay = new Relay(redis.Port);
        _relays.Add(relay);
        var builder = Builder();
        builder.UseOrleans(silo =>
        {
            silo.Services.AddSingleton(_network);
            silo.Configure<ClusterOptions>(SetCluster);
            silo.Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = System.Net.IPAddress.Loopback;
                options.SiloPort = FreePorts.Next();
                options.GatewayPort = FreePorts.Next();
            });
            silo.UseRedisClustering($"127.0.0.1:{relay.Port},abortConnect=false");
            silo.AddRedisGrainStorage("Default", options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis.ConnectionString));
        });
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return new RedisSilo(host, relay);
    }

    /// <summary>Starts a client.</summary>
    public async Task<IGrainFactory> StartClient()
    {
        var builder = Builder();
        builder.UseOrleansClient(client =>
        {
            client.Services.AddSingleton(_network);
            client.Configure<ClusterOptions>(SetCluster);
            client.UseRedisClustering(redis.ConnectionString);
        });
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host.Services.GetRequiredService<IGrainFactory>();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _relays.ForEach(static relay => relay.Mend());
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }

        foreach (var relay in _relays)
            await relay.DisposeAsync();
    }

    private static HostApplicationBuilder Builder()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        return builder;
    }

    private void SetCluster(ClusterOptions options)
    {
        options.ClusterId = Id;
        options.ServiceId = Id;
    }
}

/// <summary>A silo of a <see cref="RedisCluster"/>.</summary>
internal sealed record RedisSilo(IHost Host, Relay LineToRedis)
{
    public SiloAddress Address { get; } = Host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public ISiloStatusOracle Status { get; } = Host.Services.GetRequiredService<ISiloStatusOracle>();

    public bool IsStopping => Host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    /// <summary>Ends as a killed process does: nobody is told.</summary>
    public void Kill()
    {
        LineToRedis.Cut();
        Host.Services.GetRequiredService<SiloRuntime>().Kill();
    }

    public INoteGrain Note(string key) => Note(Host.Services.GetRequiredService<IGrainFactory>(), key);

    public static INoteGrain Note(IGrainFactory grains, string key) =>
        grains.GetGrain<INoteGrain>(key, "OrleansMicro.Tests.Engine.Runtime.Note");
}
