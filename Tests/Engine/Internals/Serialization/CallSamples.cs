using Orleans.Concurrency;

namespace OrleansMicro.Tests.Engine.Internals.Serialization;

[Alias("calls.base")]
public interface IBaseCalls : IGrainWithStringKey
{
    Task<string> Inherited(string text);
}

public interface IPlainCalls
{
    Task<string> Inherited(string text);
}

[Alias("calls")]
public interface ICalls : IBaseCalls, IPlainCalls
{
    Task<long> Add(long left, long right);

    [Alias("AddThree")]
    Task<long> Add(long first, long second, long third);

    ValueTask<List<int>> Append(List<int> list, int item);

    ValueTask Touch();

    Task Fail(string message);

    [OneWay]
    Task Tell(string text);

    void Shout(string text);

    [ReadOnly, AlwaysInterleave, ResponseTimeout("00:00:07")]
    Task<T> Echo<T>(T value);

    Task<bool> Wait(int number, CancellationToken token = default);

    Task<ICalls> Self(ICalls other);
}

public interface IStore<T> : IGrainWithIntegerKey
{
    Task<T> Keep(T value);

    Task<(T Value, TOther Other)> Pair<TOther>(T value, TOther other);
}

/// <summary>The target of the calls; no silo is involved.</summary>
public sealed class Calls : ICalls, IStore<string>
{
    public List<string> Heard { get; } = [];

    public List<int>? LastList { get; private set; }

    Task<string> IBaseCalls.Inherited(string text) => Task.FromResult($"base {text}");

    Task<string> IPlainCalls.Inherited(string text) => Task.FromResult($"plain {text}");

    public Task<long> Add(long left, long right) => Task.FromResult(left + right);

    public Task<long> Add(long first, long second, long third) => Task.FromResult(first + second + third);

    public async ValueTask<List<int>> Append(List<int> list, int item)
    {
        await Task.Yield();
        list.Add(item);
        return LastList = list;
    }

    public ValueTask Touch()
    {
        Heard.Add("touch");
        return default;
    }

    public Task Fail(string message)
        => message == "cancel" ? throw new OperationCanceledException(message) : throw new InvalidOperationException(message);

    public Task Tell(string text)
    {
        Heard.Add(text);
        return Task.CompletedTask;
    }

    public void Shout(string text) => Heard.Add(text);

    public Task<T> Echo<T>(T value) => Task.FromResult(value);

    public async Task<bool> Wait(int number, CancellationToken token)
    {
        if (token.CanBeCanceled)
        {
            await Task.Delay(Timeout.Infinite, token);
        }

        return token.CanBeCanceled;
    }

    public Task<ICalls> Self(ICalls other) => Task.FromResult(other);

    public Task<string> Keep(string value) => Task.FromResult(value);

    public Task<(string Value, TOther Other)> Pair<TOther>(string value, TOther other) => Task.FromResult((value, other));
}
