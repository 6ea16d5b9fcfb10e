using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Real silos of Orleans in this process.</summary>
public sealed class RealHost : ContractHost
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly InProcessTestCluster _cluster;
    private readonly List<Task> _stopping = [];
    private RealHost? _second;

    private RealHost(short silos)
        : base(silos)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            Configure(silo.Services);
            silo.Services.AddSingleton(TimeProvider.System);
            silo.Configure<ClusterMembershipOptions>(static options =>
            {
                options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
                options.NumMissedProbesLimit = 2;
            });
        });
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(
            options => (options.ResponseTimeout, options.CancelRequestOnTimeout) = (2 * SiloTimeout, true)));
        _cluster = builder.Build();
    }

    public override string FirstSilo => _cluster.Silos[0].Name;

    public override IGrainFactory Grains => _cluster.Client;

    public static async Task<RealHost> Start(short silos, ContractStorage? storage = null)
    {
        var host = storage is null ? new RealHost(silos) : new RealHost(silos) { Storage = storage };
        await host._cluster.DeployAsync();
        return host;
    }

    public override async Task<string> Run(Func<ContractHost, Task<string>> scenario)
    {
        try
        {
            return await scenario(this).WaitAsync(Limit);
        }
        catch (Exception exception) when (exception is not TimeoutException)
        {
            return Describe(exception);
        }
    }

    public override async Task Kill(string silo)
    {
        var victim = Handle(silo);
        await _cluster.KillSiloAsync(victim);
        await Seen(victim.SiloAddress, static status => status == SiloStatus.Dead);
    }

    public override async Task BeginStop(string silo)
    {
        var leaving = Handle(silo);
        var seen = Seen(leaving.SiloAddress, static status => status > SiloStatus.Active);
        _stopping.Add(_cluster.StopSiloAsync(leaving));
        await seen;
    }

    public override Task EndStop(string silo) => Task.WhenAll(_stopping);

    // Two clusters over one storage: each has its own membership and directory, like two parts of one cluster that have declared each other dead.
    public override async Task Split() => _second = await Start((short)Silos, Storage);

    public override Task<T> InSecond<T>(Func<IGrainFactory, Task<T>> call) => call(_second!.Grains);

    public override async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_stopping);
        if (_second is not null)
            await _second.DisposeAsync();
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    private InProcessSiloHandle Handle(string silo) => _cluster.Silos.Single(handle => handle.Name == silo);

    /// <summary>Waits until another silo sees a status.</summary>
    private async Task Seen(SiloAddress silo, Func<SiloStatus, bool> status)
    {
        var other = _cluster.Silos.First(handle => !handle.SiloAddress.Equals(silo) && handle.IsActive);
        var membership = _cluster.GetSiloServiceProvider(other.SiloAddress).GetRequiredService<IClusterMembershipService>();
        await foreach (var snapshot in membership.MembershipUpdates)
        {
            if (status(snapshot.GetSiloStatus(silo)))
                return;
        }
    }
}
