using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>A place where a silo runs, life after life. All of the silo is the real one but for threads, clock, wire and store.</summary>
internal sealed class SimSilo(SimWorld world, int number)
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(20);
    private Silo? _silo;
    private int _life;

    /// <summary>Its name.</summary>
    public string Place { get; } = $"silo{number}";

    /// <summary>The process of its present life, or of its last.</summary>
    public SimProcess? Process { get; private set; }

    /// <summary>The address of its present life, or of its last.</summary>
    public SiloAddress? Address { get; private set; }

    /// <summary>Whether it runs, or is stopped and will go on.</summary>
    public bool IsAlive => Process is { IsDead: false };

    /// <summary>Whether it serves grains.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether it leaves in order just now.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Its lease. For a planted bug.</summary>
    public Func<TimeProvider, SiloLease> MakeLease { get; init; } = static time => new SiloLease(time);

    /// <summary>Its services, while it lives.</summary>
    public IServiceProvider? Services { get; private set; }

    /// <summary>Starts it anew, with a clock that runs so much too fast.</summary>
    public void Start(long skew = 0)
    {
        var process = Process = world.NewProcess(Place, ++_life);
        process.Clock.Skew = skew;
        IsReady = IsStopping = false;
        var services = Services = BuildServices(process);
        var silo = _silo = services.GetRequiredService<Silo>();
        process.Run(() => _ = Run(process, silo, services));
    }

    /// <summary>Kills it.</summary>
    public void Kill()
    {
        IsReady = false;
        Process?.Kill();
    }

    /// <summary>Has it leave in order; then it is dead.</summary>
    public void Stop()
    {
        if (!IsAlive || IsStopping || !IsReady)
            return;
        IsStopping = true;
        var (process, silo) = (Process!, _silo!);
        process.Run(() => _ = StopAsync(process, silo));
    }

    private static async Task StopAsync(SimProcess process, Silo silo)
    {
        using var limit = new CancellationTokenSource(TimeToStop, process.Clock);
        await silo.StopAsync(limit.Token);
        process.Kill();
    }

    private async Task Run(SimProcess process, Silo silo, IServiceProvider services)
    {
        services.GetRequiredService<LeasedMembership>().Expelled += _ => process.Kill();
        try
        {
            await silo.StartAsync(CancellationToken.None);
            IsReady = Process == process;
            await world.RunInSilo(process, services.GetRequiredService<IGrainFactory>());
        }
        catch (Exception exception) when (exception is OrleansException or IOException or TimeoutException or OperationCanceledException)
        {
            // A silo that can't start ends, and whoever looks after it starts it again.
            world.Log?.Invoke(process, $"did not start: {exception.Message}");
            process.Kill();
        }
    }

    private ServiceProvider BuildServices(SimProcess process)
    {
        var details = new SimSiloDetails(process.Name, number, _life);
        Address = details.SiloAddress;
        var connection = new SimConnection(world.Store, process) { Silo = Address };
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton<IWorkScheduler>(new SimScheduler(world.Simulator, process));
        services.AddSingleton<ILocalSiloDetails>(details);
        services.AddSingleton<ITransport>(new SimTransport(world.Simulator, world.Network, process));
        services.AddSingleton<ISiloTable>(new SimSiloTable(connection, process));
        services.AddSingleton<IReminderTable>(new SimReminderTable(connection));
        services.AddSingleton(MakeLease(process.Clock));
        AddMembership(services);
        if (world.Log is { } log)
            services.AddSingleton<ILoggerFactory>(new SimLogs(line => log(process, line)));
        else
            services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddOrleans(silo => silo.AddReminders());
        world.ConfigureSilo(process, connection, services);
        return services.BuildServiceProvider();
    }

    private static void AddMembership(ServiceCollection services)
    {
        services.AddSingleton(static provider => new LeasedMembership(
            provider.GetRequiredService<ISiloTable>(),
            provider.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            provider.GetRequiredService<SiloLease>(),
            provider.GetRequiredService<IOptions<SiloLeaseOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LeasedMembership>>()));
        services.AddSingleton<IMembership>(static provider => provider.GetRequiredService<LeasedMembership>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => new SiloProbes(
            provider.GetRequiredService<SiloRuntime>(),
            provider.GetRequiredService<LeasedMembership>(),
            provider.GetRequiredService<IOptions<SiloLeaseOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
    }
}
