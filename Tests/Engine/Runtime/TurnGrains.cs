using Orleans.Concurrency;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>Methods that tell whether requests interleave.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Enters, waits at the gate, leaves; returns the most requests that were inside at once.</summary>
    Task<int> Work(string gate);

    [ReadOnly]
    Task<int> Read(string gate);

    [AlwaysInterleave]
    Task<int> Peek();

    /// <summary>Calls another grain, which calls back.</summary>
    Task<string> CallBack(string other, bool allowReentrancy);

    /// <summary>Calls the grain of the key.</summary>
    Task<string> CallOther(string key);

    Task<string> Answer();

    /// <summary>Changes a value over many awaits; returns it.</summary>
    Task<int> Increment();

    /// <summary>Whether code after an await is back on the grain's scheduler.</summary>
    Task<bool> ComesBackToTheGrain();

    [OneWay]
    Task Shout(string gate);
}

/// <summary>The same without exclusion.</summary>
public interface IReentrantTurnGrain : ITurnGrain;

/// <summary>The same with a predicate.</summary>
public interface IPredicateTurnGrain : ITurnGrain;

/// <summary>What all three do.</summary>
public abstract class TurnGrainBase : Grain
{
    private int _inside;
    private int _most;
    private int _value;

    public async Task<int> Work(string gate)
    {
        _most = Math.Max(_most, ++_inside);
        Gates.Count(gate);
        await Gates.Pass(gate);
        _inside--;
        return _most;
    }

    public Task<int> Read(string gate) => Work(gate);

    public Task<int> Peek() => Task.FromResult(_inside);

    public async Task<string> CallBack(string other, bool allowReentrancy)
    {
        using var section = allowReentrancy ? RequestContext.AllowCallChainReentrancy() : default;
        return await GrainFactory.GetGrain<ITurnGrain>(other, "OrleansMicro.Tests.Engine.Runtime.Turn").CallOther(this.GetPrimaryKeyString());
    }

    public Task<string> CallOther(string key) => GrainFactory.GetGrain<ITurnGrain>(key, "OrleansMicro.Tests.Engine.Runtime.Turn").Answer();

    public Task<string> Answer() => Task.FromResult("answer of " + this.GetPrimaryKeyString());

    public async Task<int> Increment()
    {
        var before = _value;
        await Task.Yield();
        _value = before + 1;
        return _value;
    }

    public async Task<bool> ComesBackToTheGrain()
    {
        var scheduler = TaskScheduler.Current;
        var context = GrainContext;
        await Task.Delay(1);
        Assert.Same(context, GrainContext);
        return !ReferenceEquals(scheduler, TaskScheduler.Default) && ReferenceEquals(scheduler, TaskScheduler.Current);
    }

    public async Task Shout(string gate)
    {
        await Gates.Pass(gate);
        _value++;
        Gates.Count(gate + " heard");
    }
}

public sealed class TurnGrain : TurnGrainBase, ITurnGrain;

[Reentrant]
public sealed class ReentrantTurnGrain : TurnGrainBase, IReentrantTurnGrain;

[MayInterleave(nameof(MayInterleave))]
public sealed class PredicateTurnGrain : TurnGrainBase, IPredicateTurnGrain
{
    public static bool MayInterleave(Orleans.Serialization.Invocation.IInvokable request) =>
        request.GetMethodName() == nameof(ITurnGrain.Work) && ((string)request.GetArgument(0)!).EndsWith('+');
}
