using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>A process that calls grains from outside, as an API does. It knows the silos by the store.</summary>
internal sealed class SimClient
{
    private readonly SimWorld _world;
    private readonly ServiceProvider _services;
    private readonly int _number;

    /// <summary>Makes it; it is not connected yet.</summary>
    public SimClient(SimWorld world, int number, TimeSpan callTimeout)
    {
        _world = world;
        _number = number;
        Process = world.NewProcess($"client{number}", 1);
        _services = BuildServices(callTimeout);
    }

    /// <summary>The process.</summary>
    public SimProcess Process { get; }

    /// <summary>Its way to grains.</summary>
    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    /// <summary>Whether it can call grains.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Connects it.</summary>
    public void Start() => Process.Run(() => _ = StartAsync());

    private async Task StartAsync()
    {
        var client = _services.GetRequiredService<ClientRuntime>();
        await _services.GetRequiredService<IMembership>().StartAsync(CancellationToken.None);
        client.Open(SiloAddress.New(new IPAddress([10, 0, 1, (byte)_number]), 0, -1 - _number));
        await client.ConnectAsync(CancellationToken.None);
        IsReady = true;
    }

    private ServiceProvider BuildServices(TimeSpan callTimeout)
    {
        var services = new ServiceCollection();
        var table = new SimSiloTable(new SimConnection(_world.Store, Process), Process);
        services.AddSingleton<TimeProvider>(Process.Clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<ITransport>(new SimTransport(_world.Simulator, _world.Network, Process));
        services.AddSingleton<IMembership>(provider =>
            new WatchedMembership(table, Process.Clock, provider.GetRequiredService<ILogger<WatchedMembership>>()));
        services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = callTimeout);
        DefaultClientServices.Add(services);
        return services.BuildServiceProvider();
    }
}
