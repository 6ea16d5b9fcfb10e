namespace OrleansMicro.Simulation.Runs;

/// <summary>The large faults, each at a random place or at a moment of a purchase.</summary>
internal sealed class FaultActions(SimWorld world, SimRandom random)
{
    private readonly FaultAim _aim = new(world, random);

    /// <summary>All kinds. A seed has some of them.</summary>
    public IReadOnlyList<Action> All =>
    [
        Crash, CrashOfAll, () => Pause(AnySilo()), Restart, PartitionSome, PartitionOneWay, StoreOutage, CutOff, Collect, JumpClock,
        IsolateOrder, () => _aim.At(FaultAim.AtReads, Isolate),
        () => _aim.At(FaultAim.BeforeWrites, (silo, _) => Pause(silo)),
        () => _aim.At(random.Chance(0.5) ? [FaultAim.Placement] : FaultAim.BeforeWrites, (silo, _) => KillWithLateWrites(silo), atOnce: true),
    ];

    /// <summary>No other large fault begins before this time.</summary>
    public TimeSpan QuietUntil { get; private set; }

    private Simulator Simulator => world.Simulator;

    private FaultCounts Counts => world.Faults.Counts;

    /// <summary>Adds a fault to the trace.</summary>
    public static void Note(Simulator simulator, string what)
    {
        simulator.Trace.Add(what);
        simulator.Trace.Lines?.Invoke($"{simulator.Elapsed} FAULT {what}");
    }

    private void Crash()
    {
        if (AnySilo() is not { } silo)
            return;
        Counts.Note(FaultKind.Crash);
        Note($"{silo.Place} is killed");
        silo.Kill();
    }

    private void CrashOfAll()
    {
        if (!random.Chance(0.3))
            return;
        Counts.Note(FaultKind.CrashOfAll);
        Note("all silos are killed");
        foreach (var silo in world.Silos)
            silo.Kill();
    }

    private void Pause(SimSilo? silo)
    {
        if (silo?.Process is not { IsPaused: false })
            return;
        Counts.Note(FaultKind.Pause);
        Note($"{silo.Place} is stopped");
        var process = silo.Process;
        process.Pause();
        Simulator.After(AnySpan(0.2, 12), () =>
        {
            Note($"{silo.Place} continues");
            if (process.IsPaused)
                process.Resume();
        });
    }

    private void Restart()
    {
        if (AnySilo() is not { } silo || !silo.IsReady || silo.IsStopping)
            return;
        Counts.Note(FaultKind.RollingRestart);
        Note($"{silo.Place} shuts down");
        silo.Stop();
    }

    private void PartitionSome()
    {
        var places = Places();
        var inside = places.Where(_ => random.Chance(0.4)).ToList();
        if (inside.Count == 0 || inside.Count == places.Count)
            return;
        Counts.Note(FaultKind.Partition);
        Note($"{string.Join(", ", inside)} cannot reach the others");
        var pairs = inside.SelectMany(_ => places.Except(inside), static (one, other) => (one, other)).ToList();
        Cut([.. pairs, .. pairs.Select(static pair => (pair.other, pair.one))], AnySpan(0.5, 15));
    }

    private void PartitionOneWay()
    {
        var (one, other) = (random.Pick(Places()), random.Pick(Places()));
        if (one == other)
            return;
        Counts.Note(FaultKind.OneWayPartition);
        Note($"{one} cannot reach {other}");
        Cut([(one, other)], AnySpan(0.5, 15));
    }

    private void Cut(List<(string From, string To)> pairs, TimeSpan lasts)
    {
        foreach (var (from, to) in pairs)
            world.Network.Cut(from, to);
        Simulator.After(lasts, () =>
        {
            foreach (var (from, to) in pairs)
                world.Network.Restore(from, to);
        });
    }

    private void StoreOutage()
    {
        Counts.Note(FaultKind.StoreOutage);
        Note("the store is unavailable");
        world.Store.IsAway = true;
        Simulator.After(AnySpan(0.1, 10), () => world.Store.IsAway = false);
    }

    private void CutOff()
    {
        var place = random.Pick(Places());
        Counts.Note(FaultKind.StoreCutOff);
        Note($"{place} cannot reach the store");
        world.Store.CutOff(place);
        Simulator.After(AnySpan(0.2, 12), () => world.Store.Connect(place));
    }

    /// <summary>
    /// Leaves a silo and a client only each other, for longer than it takes to declare the silo dead. Neither can learn of that. The
    /// successors of the silo do again what it has begun.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="client">The client.</param>
    /// <param name="lasts">How long they reach only each other.</param>
    /// <param name="without">How long they do not reach the store after that. The silo does not learn that it was declared dead, and goes on.</param>
    private void Isolate(SimSilo silo, SimClient client, TimeSpan lasts, TimeSpan without)
    {
        string[] inside = [silo.Place, client.Process.Place];
        Counts.Note(FaultKind.Isolated);
        Note($"{inside[0]} and {inside[1]} reach only each other");
        foreach (var place in inside)
        {
            world.Store.CutOff(place);
            Simulator.After(lasts + without, () => world.Store.Connect(place));
        }

        Cut(
            [.. Places().Except(inside).SelectMany(other => inside.SelectMany(place => ((string, string)[])[(place, other), (other, place)]))],
            lasts);
    }

    private void Isolate(SimSilo silo, SimClient client) => Isolate(
        silo,
        client,
        random.Between(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(24)),
        random.Chance(0.7) ? random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)) : TimeSpan.Zero);

    /// <summary>
    /// Isolates a silo while an order of it waits for the payment provider, and leaves the others in peace until they have ended the order.
    /// The silo then repeats the commands that were not answered.
    /// </summary>
    public void IsolateOrder() => _aim.At(FaultAim.WhileOrdersWait, (silo, client) =>
    {
        var lasts = random.Between(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(14));
        var without = random.Between(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(14));
        QuietUntil = Simulator.Elapsed + lasts + without;
        Isolate(silo, client, lasts, without);
    });

    /// <summary>Kills a silo a little later. What it sends to the store until then arrives when others have taken its grains over.</summary>
    private void KillWithLateWrites(SimSilo silo)
    {
        Counts.Note(FaultKind.LastWriteLate);
        var runtime = silo.Runtime!;
        runtime.Connection.WriteDelay = random.Between(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(12));
        Note($"the writes of {silo.Place} take {runtime.Connection.WriteDelay}");
        Simulator.After(random.Pick([TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(100)]), () =>
        {
            Note($"{silo.Place} is killed");
            runtime.Process.Kill();
        });
    }

    private void Collect()
    {
        if (AnySilo() is not { IsReady: true, Runtime: { } runtime } silo)
            return;
        foreach (var activation in runtime.Activations.Where(static activation => activation.IsIdle).ToList())
        {
            if (!random.Chance(0.5))
                continue;
            Counts.Note(FaultKind.Collected);
            Note($"{activation.GrainId} is collected in {silo.Place}");
            silo.Process!.Run(() => activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "It is idle.")));
        }
    }

    private void JumpClock()
    {
        if (AnySilo() is not { } silo)
            return;
        Counts.Note(FaultKind.ClockJump);
        silo.Process!.Clock.WallOffset = AnySpan(0, 20) - TimeSpan.FromSeconds(10);
        Note($"the wall clock of {silo.Place} is wrong by {silo.Process.Clock.WallOffset}");
    }

    private SimSilo? AnySilo() => world.Silos.Where(static silo => silo.IsAlive).ToList() is { Count: > 0 } alive ? random.Pick(alive) : null;

    // Short spans are more likely than long ones.
    private TimeSpan AnySpan(double least, double most) => TimeSpan.FromSeconds(least + ((most - least) * random.Unit() * random.Unit()));

    private List<string> Places() =>
        [.. world.Silos.Select(static silo => silo.Place), .. world.Clients.Select(static client => client.Process.Place)];

    private void Note(string what) => Note(Simulator, what);
}
