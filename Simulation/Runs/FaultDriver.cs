namespace OrleansMicro.Simulation.Runs;

/// <summary>Injects faults at times and in a mixture that the seed decides, starts dead silos again, and ends all faults.</summary>
internal sealed class FaultDriver
{
    private static readonly TimeSpan SupervisionPeriod = TimeSpan.FromMilliseconds(500);
    private const int MaxSkew = 20_000;

    private readonly SimWorld _world;
    private readonly SimRandom _random;
    private readonly FaultActions _actions;
    private readonly List<Action> _kinds = [];
    private readonly TimeSpan _between;
    private readonly bool _skewsClocks;
    private readonly bool _beginsWithOrder;

    public FaultDriver(SimWorld world)
    {
        _world = world;
        _random = SimRandom.For(world.Simulator.Seed, "faults");
        _actions = new FaultActions(world, _random);
        foreach (var kind in _actions.All)
        {
            if (_random.Chance(0.4))
                _kinds.Add(kind);
        }

        _between = _random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        _skewsClocks = _random.Chance(0.5);
        _beginsWithOrder = _random.Chance(0.3);
    }

    private Simulator Simulator => _world.Simulator;

    /// <summary>Starts the silos, each with its own clock rate.</summary>
    public void StartSilos()
    {
        foreach (var silo in _world.Silos)
            Start(silo);
        Simulator.After(SupervisionPeriod, Supervise);
    }

    /// <summary>Injects faults from now on.</summary>
    public void Begin()
    {
        _world.Faults.IsOn = true;
        if (_beginsWithOrder)
            _actions.IsolateOrder();
        if (_kinds.Count > 0)
            Simulator.After(_between * _random.Unit(), Next);
    }

    /// <summary>Ends all faults.</summary>
    public void End()
    {
        _world.Faults.IsOn = false;
        _world.Network.RestoreAll();
        _world.Store.ConnectAll();
        foreach (var silo in _world.Silos)
        {
            if (silo.Process is not { IsDead: false } process)
                continue;
            process.Clock.WallOffset = TimeSpan.Zero;
            if (process.IsPaused)
                process.Resume();
        }
    }

    private void Next()
    {
        if (!_world.Faults.IsOn)
            return;
        if (Simulator.Elapsed >= _actions.QuietUntil)
            _random.Pick(_kinds)();
        Simulator.After(_between * (2 * _random.Unit()), Next);
    }

    /// <summary>Starts dead silos again, like a container runtime.</summary>
    private void Supervise()
    {
        foreach (var silo in _world.Silos)
        {
            if (!silo.IsAlive && (!_world.Faults.IsOn || _random.Chance(0.2)))
                Start(silo);
        }

        Simulator.After(SupervisionPeriod, Supervise);
    }

    private void Start(SimSilo silo)
    {
        var skew = _skewsClocks ? _random.Between(-MaxSkew, MaxSkew) : 0;
        if (skew != 0)
            _world.Faults.Counts.Note(FaultKind.ClockSkewed);
        FaultActions.Note(Simulator, $"{silo.Place} starts");
        silo.Start(skew);
    }
}
