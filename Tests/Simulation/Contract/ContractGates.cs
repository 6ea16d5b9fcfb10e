using System.Collections.Concurrent;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>
/// Named barriers between a scenario and its grains: a grain announces that it arrived and waits until the scenario opens the gate.
/// </summary>
public sealed class ContractGates
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>Announces the arrival at a gate and waits until it is open. No name: no gate.</summary>
    public Task Pass(string? name)
    {
        if (name is null)
            return Task.CompletedTask;
        var gate = Get(name);
        gate.Arrival.TrySetResult();
        return gate.Opening.Task;
    }

    /// <summary>Waits at a gate. Returns the exception if it is cancelled.</summary>
    public async Task<OperationCanceledException?> PassUnlessCancelled(string? gate, CancellationToken cancellation)
    {
        try
        {
            await Await(Pass(gate)).WaitAsync(cancellation);
            return null;
        }
        catch (OperationCanceledException exception)
        {
            return exception;
        }
    }

    /// <summary>Announces, at a gate of its own, that a call is cancelled. What the scenario then looks at must be there already.</summary>
    public void Cancelled(string who) => _ = Pass($"{who} cancelled");

    /// <summary>Waits until a grain has arrived.</summary>
    public Task Reached(string name) => Get(name).Arrival.Task;

    /// <summary>Opens a gate.</summary>
    public void Open(string name) => Get(name).Opening.TrySetResult();

    /// <summary>Reports the result of a call that passed a gate.</summary>
    public void Report(string name, string result) => Get(name).Result.TrySetResult(result);

    /// <summary>Waits for a reported result.</summary>
    public Task<string> Reported(string name) => Get(name).Result.Task;

    // WaitAsync on the task of a gate would continue on the thread pool, because gates run continuations asynchronously.
    private static async Task Await(Task task) => await task;

    private Gate Get(string name) => _gates.GetOrAdd(name, static _ => new Gate());

    private sealed class Gate
    {
        public TaskCompletionSource Arrival { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<string> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
