using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Simulation;

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
    }

    /// <summary>Queue and time.</summary>
    public Simulator Simulator { get; }

    /// <summary>What goes wrong.</summary>
    public FaultState Faults { get; }

    /// <summary>The network.</summary>
    public SimNetwork Network { get; }

    /// <summary>The store.</summary>
    public SimStore Store { get; }

    /// <summary>Places of silos.</summary>
    public List<SimSilo> Silos { get; } = [];

    /// <summary>Places of clients.</summary>
    public List<SimClient> Clients { get; } = [];

    /// <summary>Sets up the services of every silo.</summary>
    public required Action<SimProcess, SimConnection, IServiceCollection> ConfigureSilo { get; init; }

    /// <summary>Runs in every silo once it serves, as a hosted service does.</summary>
    public required Func<SimProcess, IGrainFactory, Task> RunInSilo { get; init; }

    /// <summary>Is told what processes log, for traces.</summary>
    public Action<SimProcess, string>? Log { get; init; }

    /// <summary>Starts a process.</summary>
    public SimProcess NewProcess(string place, int life) => new(Simulator, ++_lastProcess, place, life);
}
