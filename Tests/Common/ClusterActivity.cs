using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace OrleansMicro.Tests.Common;

/// <summary>
/// The barrier of a test cluster. A test waits for the next thing that happens (a call begins or ends, a state is written), and virtual time passes
/// only while nothing happens. So a test waits exactly as long as the cluster works, and no retry or expiry is waited for in real time.
/// </summary>
public sealed class ClusterActivity(FakeTimeProvider clock) : IIncomingGrainCallFilter
{
    private const string Observer = "test.observer";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<(string Method, string Key), int> _begun = [];
    private TaskCompletionSource _next = NewSignal();

    /// <summary>How many calls of a method have reached a grain.</summary>
    public int Begun(string method, string key) => _begun.GetValueOrDefault((method, key));

    /// <summary>Something happened.</summary>
    public void Signal() => Interlocked.Exchange(ref _next, NewSignal()).TrySetResult();

    /// <summary>
    /// Waits until a condition holds, which is looked at after everything that happens; fails the test when it does not within 60 s of real
    /// time.
    /// </summary>
    public async Task Until(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(Timeout);
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            var looking = Observe(condition);
            while (!looking.IsCompleted)
                await LetTimePass(looking);
            if (await looking)
                return;
            Assert.False(limit.IsCancellationRequested, $"Timed out waiting for: {what}.");
            await LetTimePass(next);
        }
    }

    /// <inheritdoc cref="Until(Func{Task{bool}}, string)"/>
    public Task Until(Func<bool> condition, string what) => Until(() => Task.FromResult(condition()), what);

    /// <summary>Waits for a call that may need virtual time to pass.</summary>
    public async Task<T> Await<T>(Task<T> call, string what)
    {
        await Until(() => call.IsCompleted, what);
        return await call;
    }

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        // What a condition asks is no news: else every look would be the reason for the next.
        if (RequestContext.Get(Observer) is true)
        {
            await context.Invoke();
            return;
        }

        _begun.AddOrUpdate((context.MethodName, context.TargetId.Key.ToString()!), 1, static (_, count) => count + 1);
        Signal();
        try
        {
            await context.Invoke();
        }
        finally
        {
            Signal();
        }
    }

    private async Task LetTimePass(Task unless)
    {
        if (await Task.WhenAny(unless, Task.Delay(Idle)) != unless)
            clock.Advance(Step);
    }

    private static async Task<bool> Observe(Func<Task<bool>> condition)
    {
        RequestContext.Set(Observer, true);
        try
        {
            return await condition();
        }
        finally
        {
            RequestContext.Remove(Observer);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
