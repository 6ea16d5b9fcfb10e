using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>
/// A cluster for tests: several silos and a client in one process. Calls between them are encoded, as over a network; a silo can be
/// killed without warning.
/// </summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly SiloSet _silos;
    private readonly TestClusterHosts _hosts;
    private IHost? _client;
    private bool _isDisposed;

    internal TestCluster(TestClusterOptions options, IReadOnlyList<IConfigurationSource> configurationSources)
    {
        Options = options;
        ConfigurationSources = configurationSources;
        _hosts = new TestClusterHosts(options, configurationSources);
        _silos = new SiloSet(StartHost);
    }

    /// <summary>Options of the cluster.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>The configuration of silos and client.</summary>
    public IReadOnlyList<IConfigurationSource> ConfigurationSources { get; }

    /// <summary>The silos that run.</summary>
    public ReadOnlyCollection<SiloHandle> Silos => _silos.Active.ToList<SiloHandle>().AsReadOnly();

    /// <summary>The silo that started first.</summary>
    public SiloHandle? Primary => _silos.Find("Primary");

    /// <summary>The silos that run, but the first.</summary>
    public IReadOnlyList<SiloHandle> SecondarySilos => [.. _silos.Active.Where(static silo => silo.InstanceNumber != 0)];

    /// <summary>The services of the client.</summary>
    public IServiceProvider ServiceProvider => RunningClient.Services;

    /// <summary>The client.</summary>
    public IClusterClient Client => ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>Makes references for the client.</summary>
    public IGrainFactory GrainFactory => Client;

    private IHost RunningClient => _client ?? throw new InvalidOperationException("The client was not started.");

    /// <summary>Starts the silos and the client, and waits for them.</summary>
    public void Deploy() => DeployAsync().GetAwaiter().GetResult();

    /// <summary>Starts the silos and the client.</summary>
    public async Task DeployAsync()
    {
        if (_silos.Active.Length > 0)
            throw new InvalidOperationException("Cluster host already deployed.");
        await StartAdditionalSilosAsync(Options.InitialSilosCount);
        if (Options.InitializeClientOnDeploy)
            await InitializeClientAsync();
    }

    /// <summary>Starts the client.</summary>
    public async Task InitializeClientAsync()
    {
        var client = _hosts.CreateClient(_silos.Cluster);
        await client.StartAsync();
        _client = client;
    }

    /// <summary>Starts another silo.</summary>
    public SiloHandle StartAdditionalSilo(bool startAdditionalSiloOnNewPort = false) =>
        StartAdditionalSiloAsync(startAdditionalSiloOnNewPort).GetAwaiter().GetResult();

    /// <summary>Starts another silo.</summary>
    public async Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false) => await _silos.StartAsync();

    /// <summary>Starts several silos.</summary>
    public async Task<List<SiloHandle>> StartAdditionalSilosAsync(int silosToStart, bool startAdditionalSiloOnNewPort = false)
    {
        var started = new List<SiloHandle>();
        for (var i = 0; i < silosToStart; i++)
            started.Add(await _silos.StartAsync());
        return started;
    }

    /// <summary>Stops a silo in order.</summary>
    public async Task StopSiloAsync(SiloHandle? instance)
    {
        if (instance is not null)
            await instance.StopSiloAsync(stopGracefully: true);
    }

    /// <summary>Stops a silo as a crash does.</summary>
    public async Task KillSiloAsync(SiloHandle? instance)
    {
        if (instance is not null)
            await instance.StopSiloAsync(stopGracefully: false);
    }

    /// <summary>Stops a silo in order and starts it again.</summary>
    public async Task<SiloHandle?> RestartSiloAsync(SiloHandle? instance)
    {
        if (instance is null)
            return null;
        await StopSiloAsync(instance);
        return await _silos.StartAsync(instance.Name, instance.InstanceNumber);
    }

    /// <summary>Starts a silo that was stopped.</summary>
    public async Task<SiloHandle> RestartStoppedSecondarySiloAsync(string siloName)
    {
        ArgumentNullException.ThrowIfNull(siloName);
        var stopped = _silos.Find(siloName) ?? throw new ArgumentException($"There is no silo {siloName}.", nameof(siloName));
        return await _silos.StartAsync(siloName, stopped.InstanceNumber);
    }

    /// <summary>Stops all silos but the first.</summary>
    public async Task StopSecondarySilosAsync()
    {
        foreach (var silo in SecondarySilos)
            await StopSiloAsync(silo);
    }

    /// <summary>Stops the first silo.</summary>
    public async Task StopPrimarySiloAsync() => await StopSiloAsync(Primary);

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
    public IEnumerable<SiloHandle> GetActiveSilos() => _silos.Active;

    /// <summary>The silo with the address, or null.</summary>
    public SiloHandle? GetSiloForAddress(SiloAddress siloAddress) => _silos.Find(siloAddress);

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

    private async Task<InProcessSiloHandle> StartHost(string name, short number)
    {
        var silo = await InProcessSiloHandle.StartAsync(_hosts.CreateSilo(_silos.Cluster, name, number), name, number);
        silo.ClusterOptions = Options;
        return silo;
    }
}
