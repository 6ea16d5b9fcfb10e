using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using OrleansMicro.Batches;
using OrleansMicro.Events;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Simulation.Mutations;

namespace OrleansMicro.Simulation.Shop;

/// <summary>A marketplace in a simulated world: the real grains on simulated silos, the payment provider, two APIs.</summary>
internal sealed class ShopWorld
{
    public const int Apis = 2;
    public static readonly TimeSpan CheckoutTimeout = TimeSpan.FromSeconds(25);

    /// <summary>The response timeout.</summary>
    public static readonly TimeSpan CallTimeout = ClusterTimings.Response;

    /// <summary>
    /// The longest time from sending to running a call: its response timeout, and the delays of the network. Time on the wire does not
    /// count against the deadline, which travels as the time that is left.
    /// </summary>
    public static readonly TimeSpan MaxCallAge = CallTimeout + TimeSpan.FromSeconds(6);

    private static readonly TimeSpan RecoveryPulse = TimeSpan.FromSeconds(5);
    private static readonly IConfiguration NoSettings = new ConfigurationBuilder().Build();

    private readonly ShopPlan _plan;
    private readonly PlantedBug? _bug;

    public ShopWorld(ShopPlan plan, PlantedBug? bug, Action<string>? lines)
    {
        _plan = plan;
        _bug = bug;
        World = new SimWorld(plan.Seed, plan.Rates)
        {
            ConfigureSilo = Configure,
            RunInSilo = Pulse,
            Log = lines is null ? null : (process, line) => lines($"{World!.Simulator.Elapsed} log {process.Name}: {line}"),
        };
        World.Simulator.Trace.Lines = lines;
        Acquirer = new Acquirer(World);
        for (var i = 1; i <= plan.Silos; i++)
            World.Silos.Add(new SimSilo(World, i));
        for (var i = 1; i <= Apis; i++)
            World.Clients.Add(new SimClient(World, i) { DropsExpired = bug is not { RunsLateCalls: true } });
    }

    /// <summary>How long an activation answers from memory; the default of a cluster.</summary>
    public static readonly TimeSpan MaxReadAge = TimeSpan.FromSeconds(3);

    public SimWorld World { get; }

    public Acquirer Acquirer { get; }

    public Simulator Simulator => World.Simulator;

    /// <summary>A call filter in all silos, or null.</summary>
    public IIncomingGrainCallFilter? Watch { get; set; }

    /// <summary>A state in the store; null if there is none.</summary>
    public T? Stored<T>(string key)
        where T : class => World.Store.Rows.GetValueOrDefault(key)?.Data is { } data ? ShopJson.Instance.Deserialize<T>(new BinaryData(data)) : null;

    private void Configure(SimProcess process, SimConnection connection, IServiceCollection services)
    {
        services.Configure<SiloMessagingOptions>(static options => (options.ResponseTimeout, options.CancelRequestOnTimeout) = (CallTimeout, true));
        services.AddSingleton<IPaymentProvider>(_bug?.Provider is { } wrap ? wrap(Acquirer.For(process), process.Clock) : Acquirer.For(process));
        services.AddSingleton<IClusterSilos>(new SimClusterSilos(process));
        services.AddMarketplaceGrains(NoSettings);
        services.Configure<StateOptions>(options => options.MaxReadAge = _bug?.MaxReadAge ?? MaxReadAge);
        services.Configure<OrderOptions>(options =>
        {
            options.ReservationLifetime = _plan.ReservationLifetime;
            options.CheckoutTimeout = CheckoutTimeout;
            options.MaxBackoff = TimeSpan.FromSeconds(4);
            if (_plan.FullShards)
                options.MaxInFlightPerShard = 1;
        });
        var disk = new SimGrainStorage(connection, ShopJson.Instance, process.Clock)
        {
            IgnoresVersions = _bug?.IgnoresVersions ?? false,
        };
        services.AddSingleton<IGrainStorage>(provider =>
        {
            var storage = new TranslatingStorage(
                disk, static error => error is IOException or TimeoutException, provider.GetRequiredService<ILogger<TranslatingStorage>>());
            return _bug?.Storage?.Invoke(storage) ?? storage;
        });
        services.AddKeyedSingleton("Default", static (provider, _) => provider.GetRequiredService<IGrainStorage>());
        if (Watch is { } watch)
            services.AddSingleton(watch);
        _bug?.Services?.Invoke(services);
    }

    /// <summary>What the product's hosted service does in every silo: it wakes the recovery at the start and periodically.</summary>
    private async Task Pulse(SimProcess process, IGrainFactory grains)
    {
        while (!process.IsDead)
        {
            for (var shard = 0; shard < OrderRecovery.Shards; shard++)
                _ = Resume(grains, shard);
            for (var shard = 0; shard < EventIndex.Shards; shard++)
                _ = Relay(grains, shard);

            await Task.Delay(RecoveryPulse, process.Clock);
        }
    }

    private async Task Resume(IGrainFactory grains, int shard)
    {
        try
        {
            await grains.GetGrain<IOrderRecoveryGrain>(shard.ToString(System.Globalization.CultureInfo.InvariantCulture)).ResumeDue();
        }
        catch (Exception exception)
        {
            Simulator.Trace.Lines?.Invoke($"{Simulator.Elapsed} could not resume recovery shard {shard}: {exception.Message}");
        }
    }

    private async Task Relay(IGrainFactory grains, int shard)
    {
        try
        {
            await grains.GetGrain<IEventIndexGrain>(EventLog.KeyOf(shard)).RelayDue();
        }
        catch (Exception exception)
        {
            Simulator.Trace.Lines?.Invoke($"{Simulator.Elapsed} could not relay the events of shard {shard}: {exception.Message}");
        }
    }
}
