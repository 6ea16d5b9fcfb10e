using OrleansMicro.Stock;

namespace OrleansMicro.Batches;

/// <summary>
/// Collects the orders that stocks may forget, and sends those of many orders with one message per silo. A crash loses what waits; the recovery of
/// its order sends it again. An orderly stop sends it first. With a single silo nothing waits.
/// </summary>
public sealed class ForgetQueue : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How long an order waits for others.</summary>
    internal static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(200);

    private readonly BatchCalls _calls;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private Batch _waiting = new();
    private bool _isStopped;

    public ForgetQueue(BatchCalls calls, TimeProvider clock)
    {
        _calls = calls;

        // The first order that needs the queue is not the context of what it sends later.
        using (ExecutionContext.SuppressFlow())
            _timer = clock.CreateTimer(static queue => ((ForgetQueue)queue!).SendAll(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends commands soon, or at once to stocks of this silo. The task ends when all are carried out.</summary>
    internal Task Add(List<BatchItem<EndOrder>> items)
    {
        if (!_calls.HasOthers)
            return _calls.Forget(items);
        var (now, waiting) = Wait(items);
        var sent = now.Count > 0 ? _calls.Forget(now) : Task.CompletedTask;
        return waiting is null ? sent : Task.WhenAll(sent, waiting);
    }

    /// <summary>Subscribes the last sending to the first stage of a stop, in which grains still work.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ForgetQueue), ServiceLifecycleStage.Active, static _ => Task.CompletedTask, Stop);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Gives the items that are to be sent now, and the end of those that wait.</summary>
    private (List<BatchItem<EndOrder>> Now, Task? Waiting) Wait(List<BatchItem<EndOrder>> items)
    {
        Batch? full = null;
        Task? waiting = null;
        List<BatchItem<EndOrder>> now = [];
        lock (_lock)
        {
            if (_isStopped)
                return (items, null);
            var wasEmpty = _waiting.Items.Count == 0;
            foreach (var item in items)
                (_calls.HomeOf(item) is null ? now : _waiting.Items).Add(item);
            if (now.Count < items.Count)
                waiting = _waiting.Done.Task;
            if (wasEmpty && _waiting.Items.Count > 0)
                _timer.Change(MaxWait, Timeout.InfiniteTimeSpan);
            if (_waiting.Items.Count >= Limits.MaxBatchSize)
                full = Take();
        }

        if (full is not null)
            _ = Send(full);
        return (now, waiting);
    }

    private Task Stop(CancellationToken cancellation)
    {
        lock (_lock)
            _isStopped = true;
        SendAll();
        return Task.CompletedTask;
    }

    private void SendAll()
    {
        Batch all;
        lock (_lock)
            all = Take();
        _ = Send(all);
    }

    private async Task Send(Batch batch)
    {
        try
        {
            await _calls.Forget(batch.Items);
            batch.Done.SetResult();
        }
        catch (Exception exception)
        {
            // For the orders that wait for it. Their recovery sends it again.
            batch.Done.SetException(exception);
            batch.Done.Task.Ignore();
        }
    }

    private Batch Take()
    {
        var all = _waiting;
        _waiting = new Batch();
        return all;
    }

    private sealed class Batch
    {
        public List<BatchItem<EndOrder>> Items { get; } = [];

        public TaskCompletionSource Done { get; } = new();
    }
}
