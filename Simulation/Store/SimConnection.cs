namespace OrleansMicro.Simulation.Store;

/// <summary>A connection to the store. Operations arrive in order, and can arrive long after their process was cut off or died.</summary>
internal sealed class SimConnection
{
    private static readonly TimeSpan LongTime = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Latency = TimeSpan.FromMicroseconds(200);
    private readonly SimProcess _process;
    private readonly Queue<Action<bool>> _backlog = new();
    private readonly List<Action> _unanswered = [];
    private long _lastArrival;

    public SimConnection(SimStore store, SimProcess process)
    {
        Store = store;
        _process = process;
        store.Reached += OnReached;
    }

    public SimStore Store { get; }

    /// <summary>What writes of rows take longer from now on.</summary>
    public TimeSpan WriteDelay { get; set; }

    private Simulator Simulator => Store.Simulator;

    /// <summary>Executes an operation. If no answer arrives, it fails with <see cref="IOException"/> and may have been executed or not.</summary>
    public Task<T> Run<T>(string name, Func<T> operation)
    {
        var answer = new TaskCompletionSource<T>();
        if (Store.IsCutOff(_process.Place))
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

        var delay = Latency * (0.5 + Store.Random.Unit());
        if (name.StartsWith("write ", StringComparison.Ordinal))
            delay += WriteDelay;
        if (Strikes(Store.Faults.Rates.StoreSlow, FaultKind.StoreSlow))
            delay += LongTime * Store.Random.Unit() * Store.Random.Unit();
        _lastArrival = Math.Max(Simulator.Now + delay.Ticks, _lastArrival + 1);
        Simulator.At(_lastArrival, () => Arrive(name, operation, answer));
    }

    private void Arrive<T>(string name, Func<T> operation, TaskCompletionSource<T> answer)
    {
        if (Store.IsAway)
        {
            Answer(name, answer, default, "the store is unavailable");
            return;
        }

        if (Strikes(Store.Faults.Rates.StoreFailsBefore, FaultKind.StoreFailsBefore))
        {
            Answer(name, answer, default, "it failed before it was executed");
            return;
        }

        Store.Operations++;
        var result = operation();
        Simulator.Trace.Add(name);
        if (Store.IsCutOff(_process.Place))
        {
            // The process learns of the loss when its connection breaks.
            _unanswered.Add(() => Answer(name, answer, default, "the connection was lost before the answer arrived"));
            return;
        }

        if (Strikes(Store.Faults.Rates.StoreFailsAfter, FaultKind.StoreFailsAfter))
            Answer(name, answer, default, "it was executed, and the answer is lost");
        else
            Answer(name, answer, result, null);
    }

    private void Answer<T>(string name, TaskCompletionSource<T> answer, T? result, string? failure)
    {
        if (Simulator.Trace.Lines is { } lines)
            lines($"{Simulator.Elapsed} store {_process.Name}: {name}{(failure is null ? "" : ": ")}{failure}");
        Simulator.After(Latency * (0.5 + Store.Random.Unit()), () => Simulator.Post(
            _process,
            _ =>
            {
                if (failure is null)
                    answer.SetResult(result!);
                else
                    answer.SetException(new IOException($"The store did not answer '{name}': {failure}."));
            },
            null));
    }

    private bool Strikes(double rate, FaultKind kind) => Store.Faults.Strikes(Store.Random, rate, kind);

    private void OnReached(string place)
    {
        if (place != _process.Place)
            return;

        foreach (var fail in _unanswered)
            fail();
        _unanswered.Clear();

        // Operations that waited are either sent now or given up.
        var arrives = Store.Random.Chance(0.5);
        while (_backlog.TryDequeue(out var send))
            send(arrives);
    }
}
