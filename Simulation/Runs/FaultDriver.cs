
namespace OrleansMicro.Simulation.Runs;

/// <summary>Kills, stops, cuts off and moves clocks, at times and in a mixture that the seed decides; and mends everything in the end.</summary>
internal sealed class FaultDriver
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);
    private const long MaxSkew = 20_000;

    private readonly SimWorld _world;
    private readonly SimRandom _random;
    private readonly List<Action> _kinds = [];
    private readonly TimeSpan _between;

    public FaultDriver(SimWorld world)
    {
        _world = world;
        _random = SimRandom.For(world.Simulator.Seed, "faults");
        foreach (var kind in (Action[])[Crash, CrashOfAll, Pause, Restart, PartitionSome, PartitionOneWay, StoreOutage, CutOff, Collect, JumpClock])
        {
            if (_random.Chance(0.4))
                _kinds.Add(kind);
        }

        _between = _random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        if (_random.Chance(0.5))
            MaxSkewNow = MaxSkew;
    }

    private long MaxSkewNow { get; }

    private Simulator Simulator => _world.Simulator;

    private FaultCounts Counts => _world.Faults.Counts;

    /// <summary>Starts the silos, each with a clock of its own rate.</summary>
    public void StartSilos()
    {
        foreach (var silo in _world.Silos)
            Start(silo);
        Simulator.After(FirstLook, Supervise);
    }

    /// <summary>Makes trouble from now on.</summary>
    public void Begin()
    {
        _world.Faults.IsOn = true;
        if (_kinds.Count > 0)
            Simulator.After(_between * _random.Unit(), Next);
    }

    /// <summary>Ends all trouble.</summary>
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
        _random.Of(_kinds)();
        Simulator.After(_between * (2 * _random.Unit()), Next);
    }

    /// <summary>Starts dead silos again, as a container runtime does.</summary>
    private void Supervise()
    {
        foreach (var silo in _world.Silos)
        {
            if (!silo.IsAlive && (!_world.Faults.IsOn || _random.Chance(0.2)))
                Start(silo);
        }

        Simulator.After(FirstLook, Supervise);
    }

    private void Start(SimSilo silo)
    {
        var skew = MaxSkewNow == 0 ? 0 : _random.Between((int)-MaxSkewNow, (int)MaxSkewNow);
        if (skew != 0)
            Counts.Note(FaultKind.ClockSkewed);
        Note($"{silo.Place} starts");
        silo.Start(skew);
    }

    private void Crash()
    {
        if (Some() is not { } silo)
            return;
        Counts.Note(FaultKind.Crash);
        Note($"{silo.Place} is killed");
        silo.Kill();
    }

    private void CrashOfAll()
    {
        if (!_random.Chance(0.3))
            return;
        Counts.Note(FaultKind.CrashOfAll);
        Note("all silos are killed");
        foreach (var silo in _world.Silos)
            silo.Kill();
    }

    private void Pause()
    {
        if (Some() is not { } silo || silo.Process!.IsPaused)
            return;
        Counts.Note(FaultKind.Pause);
        Note($"{silo.Place} is stopped");
        var process = silo.Process;
        process.Pause();
        Simulator.After(Some(0.2, 12), () =>
        {
            Note($"{silo.Place} goes on");
            if (process.IsPaused)
                process.Resume();
        });
    }

    private void Restart()
    {
        if (Some() is not { } silo || !silo.IsReady || silo.IsStopping)
            return;
        Counts.Note(FaultKind.RollingRestart);
        Note($"{silo.Place} leaves in order");
        silo.Stop();
    }

    private void PartitionSome()
    {
        var places = Places();
        var inside = places.Where(_ => _random.Chance(0.4)).ToList();
        if (inside.Count == 0 || inside.Count == places.Count)
            return;
        Counts.Note(FaultKind.Partition);
        Note($"{string.Join(", ", inside)} can't reach the others");
        var pairs = inside.SelectMany(_ => places.Except(inside), static (one, other) => (one, other)).ToList();
        Cut([.. pairs, .. pairs.Select(static pair => (pair.other, pair.one))], Some(0.5, 15));
    }

    private void PartitionOneWay()
    {
        var (one, other) = (_random.Of(Places()), _random.Of(Places()));
        if (one == other)
            return;
        Counts.Note(FaultKind.OneWayPartition);
        Note($"{one} can't reach {other}");
        Cut([(one, other)], Some(0.5, 15));
    }

    private void Cut(List<(string From, string To)> pairs, TimeSpan lasts)
    {
        foreach (var (from, to) in pairs)
            _world.Network.Cut(from, to);
        Simulator.After(lasts, () =>
        {
            foreach (var (from, to) in pairs)
                _world.Network.Restore(from, to);
        });
    }

    private void StoreOutage()
    {
        Counts.Note(FaultKind.StoreOutage);
        Note("the store is away");
        _world.Store.IsAway = true;
        Simulator.After(Some(0.1, 10), () => _world.Store.IsAway = false);
    }

    private void CutOff()
    {
        if (_random.Chance(0.75) && Some() is { } silo)
        {
            CutOffIsland(silo.Place, _random.Of(_world.Clients).Process.Place);
            return;
        }

        var place = _random.Of(Places());
        Counts.Note(FaultKind.StoreCutOff);
        Note($"{place} can't reach the store");
        _world.Store.CutOff(place);
        Simulator.After(Some(0.2, 12), () => _world.Store.Connect(place));
    }

    /// <summary>A silo and a client reach only each other, for longer than a lease: neither can learn that the silo was declared dead.</summary>
    private void CutOffIsland(string silo, string client)
    {
        Counts.Note(FaultKind.StoreCutOff);
        Note($"{silo} and {client} reach only each other");
        var lasts = Some(10, 30);
        foreach (var place in (string[])[silo, client])
        {
            _world.Store.CutOff(place);
            Simulator.After(lasts, () => _world.Store.Connect(place));
        }

        var others = Places().Where(place => place != silo && place != client);
        Cut([.. others.SelectMany(other => ((string, string)[])[(silo, other), (other, silo), (client, other), (other, client)])], lasts);
    }

    /// <summary>Grains that nobody calls are taken out of memory, or moved.</summary>
    private void Collect()
    {
        if (Some() is not { IsReady: true, Runtime: { } runtime } silo)
            return;
        foreach (var activation in runtime.Activations.Where(static activation => activation.IsIdle).ToList())
        {
            if (!_random.Chance(0.5))
                continue;
            Counts.Note(FaultKind.Collected);
            Note($"{activation.GrainId} is taken out of memory in {silo.Place}");
            silo.Process!.Run(() => activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "It is idle.")));
        }
    }

    private void JumpClock()
    {
        if (Some() is not { } silo)
            return;
        Counts.Note(FaultKind.ClockJump);
        silo.Process!.Clock.WallOffset = Some(0, 20) - TimeSpan.FromSeconds(10);
        Note($"the wall clock of {silo.Place} is wrong by {silo.Process.Clock.WallOffset}");
    }

    private SimSilo? Some() => _world.Silos.Where(static silo => silo.IsAlive).ToList() is { Count: > 0 } alive ? _random.Of(alive) : null;

    // Short ones are more likely than long ones.
    private TimeSpan Some(double least, double most) => TimeSpan.FromSeconds(least + ((most - least) * _random.Unit() * _random.Unit()));

    private List<string> Places() => [.. _world.Silos.Select(static silo => silo.Place), .. _world.Clients.Select(static client => client.Process.Place)];

    private void Note(string what)
    {
        Simulator.Trace.Add(what);
        Simulator.Trace.Lines?.Invoke($"{Simulator.Elapsed} FAULT {what}");
    }
}
