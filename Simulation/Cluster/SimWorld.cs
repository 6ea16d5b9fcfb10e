using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>What a simulated cluster consists of: a network, a store, places for silos and for clients.</summary>
internal sealed class SimWorld
{
    private int _lastProcess;

    /// <summary>Makes an empty world.</summary>
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

    /// <summary>Sets up the services of every silo.</summary>
    public required Action<SimProcess, SimConnection, IServiceCollection> ConfigureSilo { get; init; }

    /// <summary>Runs in every silo once it serves, as a hosted service does.</summary>
    public required Func<SimProcess, IGrainFactory, Task> RunInSilo { get; init; }

    /// <summary>Is told what processes log, for traces.</summary>
    public Action<SimProcess, string>? Log { get; init; }

    /// <summary>Whether all silos serve and agree on who is there.</summary>
    public bool IsSettled => Silos.TrueForAll(silo => silo.IsReady && silo.Runtime!.View == Members.View);

    /// <summary>Starts a process.</summary>
    public SimProcess NewProcess(string place, int life) => new(Simulator, ++_lastProcess, place, life);
}
