using Orleans.Concurrency;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>A grain that keeps a log of its calls and waits at gates.</summary>
public interface IProbe : IGrainWithStringKey
{
    Task Run(string name, string? gate = null);

    /// <summary>The log. The call interleaves, so it sees what a running call has done so far.</summary>
    [AlwaysInterleave]
    Task<string> Log();

    /// <summary>How many calls wait in the queue.</summary>
    [AlwaysInterleave]
    Task<int> Waiting();

    [ReadOnly]
    Task Read(string name, string? gate = null);

    [ResponseTimeout("00:00:01")]
    Task RunBriefly(string name, string gate);

    [OneWay]
    Task Forget(string name, string? gate);

    /// <summary>Calls another grain, which calls this one back.</summary>
    Task<string> GoThereAndBack(string other);

    Task<string> ComeBack(string caller);

    Task<List<int>> Store(List<int> list);

    Task<List<int>> Stored();

    Task<string> StoreIn(string other);

    Task<bool> SendImmutable(string other);

    Task<bool> IsSame(Frozen frozen);

    Task Fail(string kind);

    Task FailIn(string other, string kind);

    Task<string> Context(string? other);

    /// <summary>Starts a timer that is due at once, and then waits at a gate.</summary>
    Task StartTimers(string? waiting, string? interleaving, string? timerGate, string? gate);

    /// <summary>Waits at a gate, and then asks for deactivation.</summary>
    Task<string> Leave(string? gate);

    /// <summary>Moves the activation, and gives its log.</summary>
    Task<string> Move();

    Task<string> CallOther(IProbe other);

    Task<string> Turns(string other);

    /// <summary>Waits at a gate until it is cancelled.</summary>
    Task Wait(string name, string? gate, CancellationToken cancellation = default);

    [ResponseTimeout("00:00:01")]
    Task WaitBriefly(string name, string? gate, CancellationToken cancellation = default);

    /// <summary>Waits at a gate, and only notes that it is cancelled.</summary>
    Task Persist(string name, string? gate, CancellationToken cancellation = default);

    /// <summary>Calls <see cref="Wait"/> of another grain, or <see cref="WaitBriefly"/>.</summary>
    Task WaitIn(string other, string name, string? gate, bool briefly, CancellationToken cancellation = default);
}

/// <summary>The same log in a reentrant grain.</summary>
public interface IReentrantProbe : IGrainWithStringKey
{
    Task Run(string name, string? gate = null);

    Task<string> Log();

    Task<string> GoThereAndBack(string other);

    Task<string> ComeBack(string caller);
}

/// <summary>A grain with a state.</summary>
public interface IStateProbe : IGrainWithStringKey
{
    Task<int> Get();

    Task<int> Set(int value, string? gate = null);

    /// <summary>The name of the silo that the activation is on.</summary>
    [AlwaysInterleave]
    Task<string> Where();

    /// <summary>
    /// Sets the state of another grain, from the silo of this one, and reports the result to <see cref="ContractGates"/>. A client that waited for it
    /// could lose the answer with its gateway.
    /// </summary>
    [OneWay]
    Task SetThere(string other, int value, string gate);

    /// <summary>Asks for deactivation, and then sets the state at a gate.</summary>
    Task<int> LeaveAndSet(int value, string gate);

    /// <summary>Waits at a gate until it is cancelled; with the key of another grain, lets that one wait.</summary>
    Task Wait(string? other, string gate, CancellationToken cancellation = default);
}

/// <summary>An argument that is not copied.</summary>
[GenerateSerializer, Immutable]
public sealed class Frozen
{
    [Id(0)]
    public int Value { get; set; }
}

/// <summary>The state of a <see cref="IStateProbe"/>.</summary>
public sealed class ProbeState
{
    public int Value { get; set; }
}
