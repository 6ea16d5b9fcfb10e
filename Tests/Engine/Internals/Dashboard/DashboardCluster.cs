using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace OrleansMicro.Tests.Engine.Internals.Dashboard;

/// <summary>Silos in this process, each with a dashboard of its own over HTTP, that can be killed and cut off.</summary>
internal sealed class DashboardCluster : IAsyncDisposable
{
    private readonly Dictionary<string, WebApplication> _silos = [];

    /// <summary>What the silos share.</summary>
    public InMemoryCluster Shared { get; } = new();

    /// <summary>Starts silos named silo-1, silo-2 ...</summary>
    public static async Task<DashboardCluster> Start(int count)
    {
        var cluster = new DashboardCluster();
        for (var number = 1; number <= count; number++)
            await cluster.Start($"silo-{number}", number);
        return cluster;
    }

    /// <summary>Starts a silo.</summary>
    public async Task Start(string name, int number)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(Shared);
        builder.UseOrleans(silo =>
        {
            silo.AddDashboard();
            silo.UseInMemoryReminderService();
            silo.AddMemoryGrainStorageAsDefault();
            silo.Services.AddMarketplaceGrains(silo.Configuration);
            silo.Services.Configure<SiloOptions>(options => options.SiloName = name);
            silo.Services.Configure<ClusterOptions>(static options => options.ClusterId = "shown");
            silo.Services.Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = IPAddress.Loopback;
                options.SiloPort = 11110 + number;
                options.GatewayPort = 30000 + number;
            });
        });
        var app = builder.Build();
        app.MapOrleansDashboard("/dashboard");
        await app.StartAsync();
        _silos.Add(name, app);
    }

    /// <summary>The page of a silo.</summary>
    public Uri PageOf(string name) => new(
        _silos[name].Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/dashboard/");

    /// <summary>The address of a silo.</summary>
    public SiloAddress AddressOf(string name) => _silos[name].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <summary>A service of a silo.</summary>
    public T Get<T>(string name)
        where T : notnull => _silos[name].Services.GetRequiredService<T>();

    /// <summary>Ends a silo as a crash does.</summary>
    public async Task Kill(string name)
    {
        _silos.Remove(name, out var app);
        await app!.Services.GetRequiredService<Orleans.Runtime.Silo>().KillAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Shared.Network.IsCut = null;
        foreach (var name in _silos.Keys.ToArray())
            await Kill(name);
    }
}
