using System.Globalization;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Storage;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <inheritdoc cref="IProbe"/>
public sealed class Probe(ContractGates gates) : Grain, IProbe
{
    private readonly List<string> _log = [];
    private List<int> _stored = [];
    private Frozen? _frozen;

    public async Task Run(string name, string? gate)
    {
        _log.Add(name + "+");
        await gates.Pass(gate);
        _log.Add(name + "-");
    }

    public Task<string> Log() => Task.FromResult(string.Join(" ", _log));

    public Task<int> Waiting() => Task.FromResult(WaitingCalls.Count(GrainContext));

    public Task Read(string name, string? gate) => Run(name, gate);

    public Task RunBriefly(string name, string gate) => Run(name, gate);

    public Task Forget(string name, string? gate) => Run(name, gate);

    public Task<string> GoThereAndBack(string other) => Other(other).ComeBack(this.GetPrimaryKeyString());

    public async Task<string> ComeBack(string caller)
    {
        await Other(caller).Run("back");
        return "back";
    }

    public Task<List<int>> Store(List<int> list)
    {
        _stored = list;
        return Stored();
    }

    public Task<List<int>> Stored() => Task.FromResult(_stored);

    public async Task<string> StoreIn(string other)
    {
        List<int> sent = [1];
        var received = await Other(other).Store(sent);
        sent.Add(8);
        received.Add(9);
        return string.Join(",", await Other(other).Stored());
    }

    public async Task<bool> SendImmutable(string other)
    {
        // The receiver is this grain's own silo, where an immutable argument keeps its identity.
        _frozen = new Frozen { Value = 5 };
        FrozenSent.Value = _frozen;
        return await Other(other).IsSame(_frozen);
    }

    public Task<bool> IsSame(Frozen frozen) => Task.FromResult(ReferenceEquals(frozen, FrozenSent.Value));

    public async Task Fail(string kind)
    {
        await Task.Yield();
        throw kind switch
        {
            "conflict" => new InconsistentStateException("conflict"),
            "cancelled" => new OperationCanceledException("cancelled thing"),
            _ => new ArgumentException("bad thing"),
        };
    }

    public Task FailIn(string other, string kind) => Other(other).Fail(kind);

    public async Task<string> Context(string? other)
    {
        var seen = RequestContext.Get("key") as string ?? "none";
        RequestContext.Set("key", "changed");
        var there = other is null ? "" : " " + await Other(other).Context(null);
        return $"{seen}{there} {RequestContext.Get("key")}";
    }

    public Task StartTimers(string? waiting, string? interleaving, string? timerGate, string? gate)
    {
        Start(waiting, timerGate, interleaves: false);
        Start(interleaving, timerGate, interleaves: true);
        return Run("call", gate);
    }

    public async Task<string> Leave(string? gate)
    {
        await gates.Pass(gate);
        DeactivateOnIdle();
        return string.Join(" ", _log);
    }

    public Task<string> Move()
    {
        MigrateOnIdle();
        return Log();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _ = gates.Pass($"{this.GetPrimaryKeyString()} ended by {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public async Task<string> CallOther(IProbe other)
    {
        await other.Run("asked");
        return $"{await other.Log()} {other.GetPrimaryKeyString()}";
    }

    public async Task<string> Turns(string other)
    {
        var scheduler = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = ReferenceEquals(scheduler, TaskScheduler.Current);
        await Other(other).Log();
        return $"{afterYield} {ReferenceEquals(scheduler, TaskScheduler.Current)} {SynchronizationContext.Current is null}";
    }

    public async Task Wait(string name, string? gate, CancellationToken cancellation)
    {
        _log.Add(name + "+");
        if (await gates.PassUnlessCancelled(gate, cancellation) is { } cancelled)
        {
            _log.Add(name + "!");
            gates.Cancelled($"{this.GetPrimaryKeyString()} {name}");
            throw cancelled;
        }

        _log.Add(name + "-");
    }

    public Task WaitBriefly(string name, string? gate, CancellationToken cancellation) => Wait(name, gate, cancellation);

    public async Task Persist(string name, string? gate, CancellationToken cancellation)
    {
        _log.Add(name + "+");
        await using var registration = cancellation.Register(() => gates.Cancelled($"{this.GetPrimaryKeyString()} {name}"));
        await gates.Pass(gate);
        _log.Add($"{name}- {cancellation.IsCancellationRequested}");
    }

    public Task WaitIn(string other, string name, string? gate, bool briefly, CancellationToken cancellation) =>
        briefly ? Other(other).WaitBriefly(name, gate, CancellationToken.None) : Other(other).Wait(name, gate, cancellation);

    private IProbe Other(string key) => GrainFactory.GetGrain<IProbe>(key);

    private void Start(string? name, string? gate, bool interleaves)
    {
        if (name is null)
            return;
        this.RegisterGrainTimer(
            async stop =>
            {
                await Run(name, gate);
                _ = gates.Pass($"{this.GetPrimaryKeyString()} {name} ticked");
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = interleaves });
    }

    private static class FrozenSent
    {
        public static Frozen? Value { get; set; }
    }
}

/// <inheritdoc cref="IReentrantProbe"/>
[Reentrant]
public sealed class ReentrantProbe(ContractGates gates) : Grain, IReentrantProbe
{
    private readonly List<string> _log = [];

    public async Task Run(string name, string? gate)
    {
        _log.Add(name + "+");
        await gates.Pass(gate);
        _log.Add(name + "-");
    }

    public Task<string> Log() => Task.FromResult(string.Join(" ", _log));

    public Task<string> GoThereAndBack(string other) => GrainFactory.GetGrain<IReentrantProbe>(other).ComeBack(this.GetPrimaryKeyString());

    public async Task<string> ComeBack(string caller)
    {
        await GrainFactory.GetGrain<IReentrantProbe>(caller).Run("back");
        return "back";
    }
}

/// <inheritdoc cref="IStateProbe"/>
[RandomPlacement]
public sealed class StateProbe(
    [PersistentState("probe")] IPersistentState<ProbeState> state, ContractGates gates, ILocalSiloDetails silo) : Grain, IStateProbe
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString().EndsWith("unusable", StringComparison.Ordinal) ? throw new ArgumentException("unusable") : Task.CompletedTask;

    public Task<int> Get() => Task.FromResult(state.State.Value);

    public async Task<int> Set(int value, string? gate)
    {
        await gates.Pass(gate);
        state.State.Value = value;
        await state.WriteStateAsync();
        return value;
    }

    public Task<string> Where() => Task.FromResult(silo.Name);

    public async Task SetThere(string other, int value, string gate)
    {
        try
        {
            gates.Report(gate, (await GrainFactory.GetGrain<IStateProbe>(other).Set(value, gate)).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception)
        {
            gates.Report(gate, exception.GetType().Name);
        }
    }

    public Task<int> LeaveAndSet(int value, string gate)
    {
        DeactivateOnIdle();
        return Set(value, gate);
    }

    public async Task Wait(string? other, string gate, CancellationToken cancellation)
    {
        if (other is not null)
            await GrainFactory.GetGrain<IStateProbe>(other).Wait(null, gate, cancellation);
        else if (await gates.PassUnlessCancelled(gate, cancellation) is { } cancelled)
        {
            gates.Cancelled(this.GetPrimaryKeyString());
            throw cancelled;
        }
    }
}
