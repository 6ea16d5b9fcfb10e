using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>Silos in one process, each with a view of the cluster of its own.</summary>
internal sealed class SeparateViews : IAsyncDisposable
{
    private readonly InMemoryCluster _cluster = new();
    private readonly List<SiloWithView> _silos = [];

    /// <summary>Starts a silo.</summary>
    public async Task<SiloWithView> Start(Func<TimeSpan>? delay = null)
    {
        var membership = new LaggingMembership(_cluster.Membership);
        if (delay is not null)
            membership.Delay = delay;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: 20_000 + _silos.Count, gatewayPort: 0);
            silo.AddMemoryGrainStorage("Default");
            silo.Services.AddSingleton(_cluster);
            silo.Services.Replace(ServiceDescriptor.Singleton<IMembership>(membership));
            silo.Services.Replace(ServiceDescriptor.Singleton(_cluster.Network.CreateTransport()));
            silo.Services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(20));
        });
        var host = builder.Build();
        await host.StartAsync();
        var started = new SiloWithView(host, membership);
        _silos.Add(started);
        return started;
    }

    /// <summary>A note that one silo owns now, by the newest view.</summary>
    public string KeyOwnedBy(SiloWithView silo)
    {
        while (true)
        {
            var key = RuntimeCluster.NewKey();
            if (RendezvousPlacement.OwnerOf(silo.Note(key).GetGrainId(), _cluster.Membership.Current.Owners) == silo.Address)
                return key;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            silo.Membership.IsDeaf = false;
            silo.Membership.CatchUp();
        }

        foreach (var silo in _silos)
        {
            await silo.Host.StopAsync();
            silo.Host.Dispose();
        }
    }
}

/// <summary>A silo of <see cref="SeparateViews"/>.</summary>
internal sealed record SiloWithView(IHost Host, LaggingMembership Membership)
{
    public SiloAddress Address { get; } = Host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public SiloRuntime Runtime { get; } = Host.Services.GetRequiredService<SiloRuntime>();

    /// <summary>A note, called from this silo.</summary>
    public INoteGrain Note(string key) => Host.Services.GetRequiredService<IGrainFactory>()
        .GetGrain<INoteGrain>(key, "OrleansMicro.Tests.Engine.Runtime.Note");
}
