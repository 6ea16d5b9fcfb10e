namespace OrleansMicro.Simulation.Scheduling;

/// <summary>A process of the simulated world. It dies between two of its steps, without a word, and can be stopped and go on later.</summary>
internal sealed class SimProcess
{
    private readonly Simulator _simulator;

    /// <summary>Starts a process.</summary>
    public SimProcess(Simulator simulator, int id, string place, int life)
    {
        _simulator = simulator;
        Id = id;
        Place = place;
        Name = $"{place}.{life}";
        Clock = new SimClock(simulator, this);
    }

    /// <summary>Tells processes apart; a restarted one is another.</summary>
    public int Id { get; }

    /// <summary>What the process is on: a restarted one is in the same place.</summary>
    public string Place { get; }

    /// <summary>For people: place and life.</summary>
    public string Name { get; }

    /// <summary>Its clock.</summary>
    public SimClock Clock { get; }

    /// <summary>What it runs of Orleans.</summary>
    public SimNode? Node { get; set; }

    /// <summary>Whether it is dead.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether it is stopped.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>What it does once it goes on.</summary>
    public List<Simulator.Work> Held { get; } = [];

    /// <summary>Is called once when it dies.</summary>
    public event Action? Died;

    /// <summary>Runs something in the process, soon.</summary>
    public void Run(Action action) => _simulator.Post(this, static state => ((Action)state!)(), action);

    /// <summary>Where the continuations of its async methods go. A new one each time, so that none runs in the middle of something else.</summary>
    public SynchronizationContext NewContext() => new SimContext(_simulator, this);

    /// <summary>Ends it.</summary>
    public void Kill()
    {
        if (IsDead)
            return;
        IsDead = true;
        Held.Clear();
        Died?.Invoke();
    }

    /// <summary>Stops it, as SIGSTOP does.</summary>
    public void Pause() => IsPaused = !IsDead;

    /// <summary>Lets it go on, as SIGCONT does.</summary>
    public void Resume()
    {
        IsPaused = false;
        _simulator.Release(Held);
    }
}
