using Orleans.Runtime;

namespace OrleansMicro.Simulation.Store;

/// <summary>
/// A process's connection with the store. Operations arrive in the order in which they were sent, also those whose sender is dead by then or has
/// given up: a write of a zombie may be done long after.
/// </summary>
internal sealed class SimConnection
{
    private static readonly TimeSpan LongTime = TimeSpan.FromSeconds(12);
    private readonly SimStore _store;
    private readonly SimProcess _process;
    private readonly TimeSpan _latency;
    private readonly Queue<Action<bool>> _backlog = new();
    private readonly List<Action> _unanswered = [];
    private long _lastArrival;

    /// <summary>Connects a process.</summary>
    public SimConnection(SimStore store, SimProcess process)
    {
        _store = store;
        _process = process;
        _latency = TimeSpan.FromMicroseconds(200);
        store.Reached += OnReached;
    }

    private Simulator Simulator => _store.Simulator;

    /// <summary>The silo that writes states, if it is one.</summary>
    public SiloAddress? Silo { get; init; }

    /// <summary>The store.</summary>
    public SimStore Store => _store;

    /// <summary>Has an operation done; fails with <see cref="IOException"/> if the store doesn't answer, and then it may have been done or not.</summary>
    public Task<T> Run<T>(string name, Func<T> operation)
    {
        var answer = new TaskCompletionSource<T>();
        if (_store.IsCutOff(_process.Place))
            _backlog.Enqueue(arrives => Send(name, operation, answer, arrives));
        else
            Send(name, operation, answer, arrives: true);
        return answer.Task;
    }

    private void Send<T>(string name, Func<T> operation, TaskCompletionSource<T> answer, bool arrives)
    {
        if (!arrives)
        {
            Answer(name, answer, default, "the connection was lost before it was sent");
            return;
        }

        var delay = _latency * (0.5 + _store.Random.Unit());
        if (Strikes(_store.Faults.Rates.StoreSlow, FaultKind.StoreSlow))
            delay += LongTime * _store.Random.Unit() * _store.Random.Unit();
        _lastArrival = Math.Max(Simulator.Now + delay.Ticks, _lastArrival + 1);
        Simulator.At(_lastArrival, () => Arrive(name, operation, answer));
    }

    private void Arrive<T>(string name, Func<T> operation, TaskCompletionSource<T> answer)
    {
        if (_store.IsAway)
        {
            Answer(name, answer, default, "the store is away");
            return;
        }

        if (Strikes(_store.Faults.Rates.StoreFailsBefore, FaultKind.StoreFailsBefore))
        {
            Answer(name, answer, default, "it failed before it was done");
            return;
        }

        _store.Operations++;
        var result = operation();
        Simulator.Trace.Add(name);
        if (_store.IsCutOff(_process.Place))
        {
            // The connection breaks in the end, and then the process knows.
            _unanswered.Add(() => Answer(name, answer, default, "the connection was lost before the answer came"));
            return;
        }

        if (Strikes(_store.Faults.Rates.StoreFailsAfter, FaultKind.StoreFailsAfter))
            Answer(name, answer, default, "it was done, and the answer is lost");
        else
            Answer(name, answer, result, null);
    }

    private void Answer<T>(string name, TaskCompletionSource<T> answer, T? result, string? failure)
    {
        if (Simulator.Trace.Lines is { } lines)
            lines($"{Simulator.Elapsed} store {_process.Name}: {name}{(failure is null ? "" : ": ")}{failure}");
        Simulator.After(_latency * (0.5 + _store.Random.Unit()), () => Simulator.Post(
            _process,
            _ =>
            {
                if (failure is null)
                    answer.SetResult(result!);
                else
                    answer.SetException(new IOException($"The store did not answer to '{name}': {failure}."));
            },
            null));
    }

    private bool Strikes(double rate, FaultKind kind) => _store.Faults.Strikes(_store.Random, rate, kind);

    private void OnReached(string place)
    {
        if (place != _process.Place)
            return;

        foreach (var fail in _unanswered)
            fail();
        _unanswered.Clear();

        // What waited is sent now, or given up.
        var arrives = _store.Random.Chance(0.5);
        while (_backlog.TryDequeue(out var send))
            send(arrives);
    }
}
