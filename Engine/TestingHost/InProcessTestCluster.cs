using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>
/// A cluster for tests, configured by delegates: several silos and a client in one process. Calls between them are encoded, as over
/// a network; a silo can be killed without warning.
/// </summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    private const int BaseSiloPort = 11111;
    private const int BaseGatewayPort = 30000;

    private readonly SiloSet _silos;
    private IHost? _client;
    private bool _isDisposed;

    internal InProcessTestCluster(InProcessTestClusterOptions options)
    {
        Options = options;
        _silos = new SiloSet(StartHost);
    }

    /// <summary>Options of the cluster.</summary>
    public InProcessTestClusterOptions Options { get; }

    /// <summary>The silos that run.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => _silos.Active.AsReadOnly();

    /// <summary>The client.</summary>
    public IClusterClient Client => RunningClient.Services.GetRequiredService<IClusterClient>();

    private IHost RunningClient => _client ?? throw new InvalidOperationException("The client was not started.");

    /// <summary>Starts the silos and the client.</summary>
    public async Task DeployAsync()
    {
        if (_silos.Active.Length > 0)
            throw new InvalidOperationException("Cluster host already deployed.");
        await StartSilosAsync(Options.InitialSilosCount);
        if (Options.InitializeClientOnDeploy)
            await InitializeClientAsync();
    }

    /// <summary>Starts the client.</summary>
    public async Task InitializeClientAsync()
    {
        var builder = CreateBuilder();
        builder.UseOrleansClient(client =>
        {
            client.Services.AddSingleton(_silos.Cluster);
            client.Services.Configure<ClusterOptions>(SetCluster);
        });
        foreach (var configure in Options.ClientHostConfigurationDelegates)
            configure(builder);
        var host = builder.Build();
        await host.StartAsync();
        _client = host;
    }

    /// <summary>Starts another silo.</summary>
    public InProcessSiloHandle StartAdditionalSilo() => StartAdditionalSiloAsync().GetAwaiter().GetResult();

    /// <summary>Starts another silo.</summary>
    public Task<InProcessSiloHandle> StartAdditionalSiloAsync() => _silos.StartAsync();

    /// <summary>Starts another silo.</summary>
    public Task<InProcessSiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort) => _silos.StartAsync();

    /// <summary>Starts several silos.</summary>
    public async Task<List<InProcessSiloHandle>> StartSilosAsync(int silosToStart)
    {
        var started = new List<InProcessSiloHandle>();
        for (var i = 0; i < silosToStart; i++)
            started.Add(await _silos.StartAsync());
        return started;
    }

    /// <summary>Stops a silo in order.</summary>
    public async Task StopSiloAsync(InProcessSiloHandle? instance)
    {
        if (instance is not null)
            await instance.StopSiloAsync(stopGracefully: true);
    }

    /// <summary>Stops a silo as a crash does.</summary>
    public async Task KillSiloAsync(InProcessSiloHandle? instance)
    {
        if (instance is not null)
            await instance.StopSiloAsync(stopGracefully: false);
    }

    /// <summary>Stops a silo in order and starts it again.</summary>
    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle? instance)
    {
        if (instance is null)
            return null;
        await StopSiloAsync(instance);
        return await _silos.StartAsync(instance.Name, instance.InstanceNumber);
    }

    /// <summary>Starts a silo that was stopped.</summary>
    public async Task<InProcessSiloHandle> RestartStoppedSecondarySiloAsync(string siloName)
    {
        ArgumentNullException.ThrowIfNull(siloName);
        var stopped = _silos.Find(siloName) ?? throw new ArgumentException($"There is no silo {siloName}.", nameof(siloName));
        return await _silos.StartAsync(siloName, stopped.InstanceNumber);
    }

    /// <summary>Stops the client.</summary>
    public async Task StopClusterClientAsync()
    {
        if (_client is { } client)
            await client.StopAsync();
    }

    /// <summary>Stops the client as a crash does.</summary>
    public async Task KillClientAsync()
    {
        if (Interlocked.Exchange(ref _client, null) is { } client)
        {
            await client.StopAsync(new CancellationToken(canceled: true));
            client.Dispose();
        }
    }

    /// <summary>Stops client and silos in order.</summary>
    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    /// <summary>Stops client and silos in order.</summary>
    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        await _silos.StopAllAsync();
    }

    /// <summary>The silos that run.</summary>
    public IEnumerable<InProcessSiloHandle> GetActiveSilos() => _silos.Active;

    /// <summary>The silo with the address, or null.</summary>
    public InProcessSiloHandle? GetSiloForAddress(SiloAddress siloAddress) => _silos.Find(siloAddress);

    /// <summary>The services of a silo, or of the first.</summary>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) => _silos.ServicesOf(silo);

    /// <summary>Waits until all silos agree on the membership, which here they do at once.</summary>
    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) => Task.CompletedTask;

    /// <summary>Waits until all silos know each other's grains, which here they do at once.</summary>
    public Task WaitForClusterManifestToStabilizeAsync(bool didKill = false) => Task.CompletedTask;

    /// <summary>The activation of a grain, in whichever silo.</summary>
    public bool TryGetGrainContext(GrainId grainId, [NotNullWhen(true)] out IGrainContext? grainContext) =>
        _silos.TryGetContext(grainId, out grainContext);

    /// <summary>Deactivates a grain and waits until it is gone.</summary>
    public Task DeactivateAsync(IAddressable grain) => DeactivateAsync(grain.GetGrainId());

    /// <summary>Deactivates a grain and waits until it is gone.</summary>
    public Task DeactivateAsync(GrainId grainId) => _silos.DeactivateAsync(grainId);

    /// <summary>Waits until a grain has no activation.</summary>
    public Task WaitForDeactivationAsync(IAddressable grain) => WaitForDeactivationAsync(grain.GetGrainId());

    /// <summary>Waits until a grain has no activation.</summary>
    public Task WaitForDeactivationAsync(GrainId grainId) => _silos.WaitForDeactivationAsync(grainId);

    /// <inheritdoc/>
    public void Dispose()
    {
        Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await KillClientAsync();
        await _silos.KillAllAsync();
        GC.SuppressFinalize(this);
    }

    private static HostApplicationBuilder CreateBuilder() => new(new HostApplicationBuilderSettings
    {
        EnvironmentName = Environments.Development,
        DisableDefaults = true,
    });

    private void SetCluster(ClusterOptions target)
    {
        target.ClusterId = Options.ClusterId;
        target.ServiceId = Options.ServiceId;
    }

    private Task<InProcessSiloHandle> StartHost(string name, short number)
    {
        var silo = new InProcessTestSiloSpecificOptions
        {
            SiloName = name,
            SiloPort = BaseSiloPort + number,
            GatewayPort = BaseGatewayPort + number,
        };
        var builder = CreateBuilder();
        builder.UseOrleans(siloBuilder =>
        {
            siloBuilder.Services.AddSingleton(_silos.Cluster);
            siloBuilder.Services.Configure<ClusterOptions>(SetCluster);
            siloBuilder.Services.Configure<SiloOptions>(target => target.SiloName = name);
            siloBuilder.Services.Configure<EndpointOptions>(target =>
            {
                target.SiloPort = silo.SiloPort;
                target.GatewayPort = silo.GatewayPort;
            });
        });
        foreach (var configure in Options.SiloHostConfigurationDelegates)
            configure(silo, builder);
        return InProcessSiloHandle.StartAsync(builder.Build(), name, number);
    }
}
