using OrleansMicro.Stock;

namespace OrleansMicro.Batches;

/// <summary>
/// Collects the orders that stocks may forget, and sends those of many orders with one message per silo. A crash loses what waits, which costs a
/// little space (<see cref="IStockGrain.Forget"/>). An orderly stop sends it first. With a single silo nothing waits.
/// </summary>
public sealed class ForgetQueue : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How long an order waits for others.</summary>
    internal static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(200);

    private readonly BatchCalls _calls;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private List<BatchItem<EndOrder>> _waiting = [];
    private bool _isStopped;

    public ForgetQueue(BatchCalls calls, TimeProvider clock)
    {
        _calls = calls;

        // The first order that needs the queue is not the context of what it sends later.
        using (ExecutionContext.SuppressFlow())
            _timer = clock.CreateTimer(static queue => ((ForgetQueue)queue!).SendAll(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends commands soon, or at once to stocks of this silo.</summary>
    internal void Add(List<BatchItem<EndOrder>> items)
    {
        if (_calls.HasOthers)
            items = Wait(items);
        if (items.Count > 0)
            _calls.Forget(items);
    }

    /// <summary>Subscribes the last sending to the first stage of a stop, in which grains still work.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ForgetQueue), ServiceLifecycleStage.Active, static _ => Task.CompletedTask, Stop);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Gives the items that are to be sent now.</summary>
    private List<BatchItem<EndOrder>> Wait(List<BatchItem<EndOrder>> items)
    {
        lock (_lock)
        {
            if (_isStopped)
                return items;
            var wasEmpty = _waiting.Count == 0;
            List<BatchItem<EndOrder>> now = [];
            foreach (var item in items)
                (_calls.HomeOf(item) is null ? now : _waiting).Add(item);
            if (wasEmpty && _waiting.Count > 0)
                _timer.Change(MaxWait, Timeout.InfiniteTimeSpan);
            if (_waiting.Count >= Limits.MaxBatchSize)
                now.AddRange(Take());
            return now;
        }
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
        List<BatchItem<EndOrder>> all;
        lock (_lock)
            all = Take();
        _calls.Forget(all);
    }

    private List<BatchItem<EndOrder>> Take()
    {
        var all = _waiting;
        _waiting = [];
        return all;
    }
}
