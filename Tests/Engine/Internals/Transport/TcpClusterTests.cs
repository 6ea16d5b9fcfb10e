using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Tcp;
using OrleansMicro.Bench.Cluster;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>Silos and clients that talk over TCP, here within one process.</summary>
public sealed class TcpClusterTests : IAsyncDisposable
{
    private readonly List<IHost> _hosts = [];
    private readonly InMemoryMembership _membership = new();

    [Fact]
    public async Task Answers_calls_to_grains_on_every_silo()
    {
        var (one, other) = (await StartSilo(FreePorts.Next()), await StartSilo(FreePorts.Next()));
        var client = await StartClient(GatewayOf(one));
        await CallMany(client, 60);
        Assert.True(Runtime(one).ActivationCount > 10 && Runtime(other).ActivationCount > 10);
    }

    [Fact]
    public async Task Answers_a_client_through_the_silo_that_it_can_reach()
    {
        var (one, hidden) = (await StartSilo(FreePorts.Next()), await StartSilo(gatewayPort: 0));
        var client = await StartClient(GatewayOf(one));
        await CallMany(client, 60);
        Assert.True(Runtime(hidden).ActivationCount > 10);
    }

    [Fact]
    public async Task Lets_a_grain_call_one_on_another_silo()
    {
        var one = await StartSilo(FreePorts.Next());
        await StartSilo(FreePorts.Next());
        var client = await StartClient(GatewayOf(one));
        RequestContext.Set("note", "from the test");
        for (var i = 0; i < 20; i++)
            Assert.Equal("from the test", await client.GetGrain<ICallGrain>(RuntimeCluster.NewKey()).ContextValueAt(RuntimeCluster.NewKey(), "note"));
    }

    [Fact]
    public async Task Fails_what_a_dead_silo_was_doing_and_goes_on_with_the_others()
    {
        var (one, victim) = (await StartSilo(FreePorts.Next()), await StartSilo(FreePorts.Next()));
        var client = await StartClient(GatewayOf(one));
        var gate = RuntimeCluster.NewKey();
        var calls = Enumerable.Range(0, 20).Select(_ => client.GetGrain<ICallGrain>(RuntimeCluster.NewKey()).Wait(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 20, "all grains wait");
        var watch = Stopwatch.StartNew();
        await victim.Services.GetRequiredService<Orleans.Runtime.Silo>().KillAsync();
        await Eventually.Holds(() => calls.Any(call => call.IsFaulted), "the calls to the dead silo have failed");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        Gates.Open(gate);

        // Of the calls to the dead silo some may fail a little later than others.
        await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.All(calls.Where(call => call.IsFaulted), call => Assert.IsType<SiloUnavailableException>(call.Exception!.InnerException));
        Assert.Contains(calls, call => call.IsCompletedSuccessfully);
        await Eventually.Holds(() => ViewOf(client).Owners.Length == 1, "the client knows of the death");
        await CallMany(client, 40);
    }

    [Fact]
    public async Task Finds_a_cluster_that_was_started_anew()
    {
        var port = FreePorts.Next();
        var first = await StartSilo(port, new InMemoryMembership());
        var client = await StartClient(port);
        await CallMany(client, 5);
        await first.StopAsync();
        await StartSilo(port, new InMemoryMembership());
        await Eventually.Holds(
            async () =>
            {
                try
                {
                    await client.GetGrain<ICallGrain>(RuntimeCluster.NewKey()).Key();
                    return true;
                }
                catch (SiloUnavailableException)
                {
                    return false;
                }
            },
            "the client has found the new silo");
        await CallMany(client, 20);
    }

    [Fact]
    public async Task Turns_calls_away_when_too_many_wait()
    {
        var silo = await StartSilo(FreePorts.Next(), configure: static services => services.Configure<OverloadOptions>(static options => options.MaxIncomingRequests = 10));
        var client = await StartClient(GatewayOf(silo));
        var gate = RuntimeCluster.NewKey();
        var calls = Enumerable.Range(0, 10).Select(_ => client.GetGrain<ICallGrain>(RuntimeCluster.NewKey()).Wait(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 10, "as many calls as it takes are inside");
        await Assert.ThrowsAsync<GatewayTooBusyException>(client.GetGrain<ICallGrain>(RuntimeCluster.NewKey()).Key);
        Gates.Open(gate);
        await Task.WhenAll(calls);
        await Eventually.Holds(() => Runtime(silo).IncomingRequests == 0, "all have left");
        await CallMany(client, 5);
    }

    [Fact]
    public async Task Gives_up_a_cluster_that_it_cannot_reach()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(static client => client
            .UseLocalhostClustering(FreePorts.Next())
            .UseConnectionRetryFilter(static (_, _) => Task.FromResult(false)));
        builder.Services.Configure<TcpTransportOptions>(static options => options.HandshakeTimeout = TimeSpan.FromMilliseconds(300));
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<Orleans.Runtime.Messaging.ConnectionFailedException>(() => host.StartAsync());
        Assert.Contains("can't reach cluster 'dev'", error.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private static SiloRuntime Runtime(IHost silo) => silo.Services.GetRequiredService<SiloRuntime>();

    private static int GatewayOf(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint.Port;

    private static MembershipView ViewOf(IClusterClient client) => client.ServiceProvider.GetRequiredService<IMembership>().Current;

    private static async Task CallMany(IGrainFactory client, int count)
    {
        var keys = Enumerable.Range(0, count).Select(_ => RuntimeCluster.NewKey()).ToArray();
        Assert.Equal(keys, await Task.WhenAll(keys.Select(key => client.GetGrain<ICallGrain>(key).Key())));
    }

    private async Task<IHost> StartSilo(int gatewayPort, IMembership? membership = null, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var siloPort = FreePorts.Next();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort)
            .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort));
        builder.Services.Replace(ServiceDescriptor.Singleton<IMembership>(membership ?? _membership));
        configure?.Invoke(builder.Services);
        return await Start(builder);
    }

    private async Task<IClusterClient> StartClient(int gatewayPort)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort));
        return (await Start(builder)).Services.GetRequiredService<IClusterClient>();
    }

    private async Task<IHost> Start(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }
}
