using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>What this engine promises beyond Orleans when the only silo stops: whatever was accepted is finished.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Finishes_every_request_that_waits_when_the_only_silo_stops()
    {
        var gate = RuntimeCluster.NewKey();
        using var host = await Start();
        var grain = host.Services.GetRequiredService<IGrainFactory>()
            .GetGrain<ITurnGrain>(RuntimeCluster.NewKey(), "OrleansMicro.Tests.Engine.Runtime.Turn");
        var work = Enumerable.Range(0, 20).Select(_ => grain.Work(gate)).ToList();
        await Eventually.Holds(() => Gates.Counted(gate) == 1, "the first request is inside");
        var stop = host.StopAsync();
        Gates.Open(gate);
        await Task.WhenAll(work);
        await stop;
        Assert.Equal(20, Gates.Counted(gate));
    }

    [Fact]
    public async Task Refuses_calls_after_it_has_stopped()
    {
        using var host = await Start();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICallGrain>(RuntimeCluster.NewKey());
        await grain.Key();
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(grain.Key);
    }

    [Fact]
    public async Task Connects_a_client_of_the_same_process_by_its_port()
    {
        using var silo = await Start(gatewayPort: 45_871);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(45_871));
        using var host = builder.Build();
        await host.StartAsync();
        var key = RuntimeCluster.NewKey();
        Assert.Equal(key, await host.Services.GetRequiredService<IClusterClient>().GetGrain<ICallGrain>(key).Key());
        await host.StopAsync();
    }

    private static async Task<IHost> Start(int gatewayPort = 0)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(gatewayPort: gatewayPort));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
