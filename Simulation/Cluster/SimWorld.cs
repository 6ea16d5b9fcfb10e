using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>A simulated cluster: network, store, membership, silos and clients.</summary>
internal sealed class SimWorld
{
    private int _lastProcess;

    public SimWorld(long seed, FaultRates rates)
    {
        Simulator = new Simulator(seed);
        Faults = new FaultState(rates);
        Network = new SimNetwork(Simulator, Faults);
        Store = new SimStore(Simulator, Faults);
        Members = new SimMembers(this);
    }

    public Simulator Simulator { get; }

    public FaultState Faults { get; }

    public SimNetwork Network { get; }

    public SimStore Store { get; }

    public SimMembers Members { get; }

    public List<SimSilo> Silos { get; } = [];

    public List<SimClient> Clients { get; } = [];

    /// <summary>Adds the application's services to a silo.</summary>
    public required Action<SimProcess, SimConnection, IServiceCollection> ConfigureSilo { get; init; }

    /// <summary>Runs in every silo as soon as it is active, like a hosted service.</summary>
    public required Func<SimProcess, IGrainFactory, Task> RunInSilo { get; init; }

    /// <summary>Runs when a silo begins a call.</summary>
    public Action<SimActivation, SimMessage>? OnCall { get; set; }

    /// <summary>Runs when a process asks another system: the process, the action and its subject.</summary>
    public Action<SimProcess, string, string>? OnRequest { get; set; }

    /// <summary>Receives the logs of processes, for traces.</summary>
    public Action<SimProcess, string>? Log { get; init; }

    /// <summary>Whether all silos are active and have the same view. Before that, duplicate activations need no fault.</summary>
    public bool IsSettled => Silos.TrueForAll(silo => silo.IsReady && silo.Runtime!.View == Members.View);

    /// <summary>Creates a process.</summary>
    public SimProcess NewProcess(string place, int life) => new(Simulator, ++_lastProcess, place, life);
}
