using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>Calls of all kinds.</summary>
public interface ICallGrain : IGrainWithStringKey
{
    Task<int> Mutate(List<int> numbers);

    Task<List<int>> ImmutableLength([Immutable] List<int> numbers);

    Task<string?> ContextValue(string key);

    /// <summary>The value as the grain of the other key sees it when this one calls it.</summary>
    Task<string?> ContextValueAt(string other, string key);

    Task SetContext(string key, string value);

    Task WaitForCancellation(string gate, CancellationToken cancellationToken = default);

    /// <summary>Passes its token to the other grain.</summary>
    Task WaitAt(string other, string gate, CancellationToken cancellationToken = default);

    Task Wait(string gate);

    [ResponseTimeout("00:00:00.500")]
    Task WaitShortly(string gate);

    ValueTask<int> Value(int value);

    ValueTask Nothing();

    Task<ICallGrain> Self();

    Task<string> NameOf(ICallGrain other);

    Task<string> Key();
}

/// <summary>A grain without identity.</summary>
public interface IWorkerGrain : IGrainWithIntegerKey
{
    Task<string> Work(string gate);
}


public sealed class CallGrain : Grain, ICallGrain
{
    public Task<int> Mutate(List<int> numbers)
    {
        numbers.Add(1);
        return Task.FromResult(numbers.Count);
    }

    public Task<List<int>> ImmutableLength(List<int> numbers) => Task.FromResult(numbers);

    public Task<string?> ContextValue(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task<string?> ContextValueAt(string other, string key) => GrainFactory.GetGrain<ICallGrain>(other).ContextValue(key);

    public Task SetContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public async Task WaitForCancellation(string gate, CancellationToken cancellationToken)
    {
        Gates.Count(gate);
        try
        {
            await Gates.Pass(gate).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Gates.Count(gate + " cancelled");
            throw;
        }
    }

    public Task WaitAt(string other, string gate, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<ICallGrain>(other).WaitForCancellation(gate, cancellationToken);

    public async Task Wait(string gate)
    {
        Gates.Count(gate);
        await Gates.Pass(gate);
    }

    public Task WaitShortly(string gate) => Gates.Pass(gate);

    public ValueTask<int> Value(int value) => new(value);

    public ValueTask Nothing() => default;

    public Task<ICallGrain> Self() => Task.FromResult(this.AsReference<ICallGrain>());

    public Task<string> NameOf(ICallGrain other) => other.Key();

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());
}

[StatelessWorker(3)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    private readonly string _id = Guid.NewGuid().ToString();

    public async Task<string> Work(string gate)
    {
        Gates.Count(gate);
        await Gates.Pass(gate);
        return _id;
    }
}

/// <summary>Says where it is.</summary>
public interface IScatteredGrain : IGrainWithStringKey
{
    Task<string> Silo();
}

/// <summary>Placed at random: Orleans' own choice goes by load, which says nothing in a short test.</summary>
[RandomPlacement]
public sealed class ScatteredGrain(ILocalSiloDetails silo) : Grain, IScatteredGrain
{
    public Task<string> Silo() => Task.FromResult(silo.SiloAddress.ToString());
}
