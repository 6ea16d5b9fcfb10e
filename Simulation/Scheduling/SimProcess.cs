namespace OrleansMicro.Simulation.Scheduling;

/// <summary>A process of the simulated world. It dies between two of its steps without a word, and can be stopped and continued.</summary>
internal sealed class SimProcess
{
    private readonly Simulator _simulator;

    public SimProcess(Simulator simulator, int id, string place, int life)
    {
        _simulator = simulator;
        Id = id;
        Place = place;
        Name = $"{place}.{life}";
        Clock = new SimClock(simulator, this);
    }

    /// <summary>Tells processes apart; a restart has a new number.</summary>
    public int Id { get; }

    /// <summary>The machine, so to speak: a restarted process has the same place.</summary>
    public string Place { get; }

    /// <summary>Place and life, for people.</summary>
    public string Name { get; }

    public SimClock Clock { get; }

    /// <summary>The part of Orleans that the process runs: a silo or a client.</summary>
    public SimNode? Node { get; set; }

    public bool IsDead { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>The work that waits until the process continues.</summary>
    public List<Simulator.Work> Held { get; } = [];

    /// <summary>Raised once, when the process dies.</summary>
    public event Action? Died;

    /// <summary>Queues an action of this process.</summary>
    public void Run(Action action) => _simulator.Post(this, static state => ((Action)state!)(), action);

    /// <summary>A context for one step. With the same instance in each step, .NET would run a continuation inline.</summary>
    public SynchronizationContext NewContext() => new SimContext(_simulator, this);

    /// <summary>Ends the process, like <c>kill -9</c>.</summary>
    public void Kill()
    {
        if (IsDead)
            return;
        IsDead = true;
        Held.Clear();
        Died?.Invoke();
    }

    /// <summary>Stops the process, like SIGSTOP.</summary>
    public void Pause() => IsPaused = !IsDead;

    /// <summary>Continues the process, like SIGCONT.</summary>
    public void Resume()
    {
        IsPaused = false;
        _simulator.Release(Held);
    }
}
