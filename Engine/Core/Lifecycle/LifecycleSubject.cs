using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// Runs observers stage by stage: upwards to start, downwards to stop, the observers of one stage together. What has
/// started is always stopped, also when a later stage fails.
/// </summary>
internal abstract partial class LifecycleSubject(ILogger logger) : ILifecycleSubject
{
    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];
    private int? _highestStarted;

    /// <summary>The last stage that has started, or the lowest possible number.</summary>
    public int HighestCompletedStage { get; private set; } = int.MinValue;

    /// <summary>The last stage that has stopped, or the highest possible number.</summary>
    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    /// <inheritdoc/>
    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(observerName);
        ArgumentNullException.ThrowIfNull(observer);
        lock (_lock)
        {
            if (_highestStarted is not null)
                throw new InvalidOperationException("Lifecycle has already been started.");
            var subscription = new Subscription(this, observerName, stage, observer);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <inheritdoc/>
    public async Task OnStart(CancellationToken cancellationToken = default)
    {
        List<IGrouping<int, Subscription>> stages;
        lock (_lock)
        {
            if (_highestStarted is not null)
                throw new InvalidOperationException("Lifecycle has already been started.");
            _highestStarted = int.MinValue;
            stages = [.. _subscriptions.GroupBy(static s => s.Stage).OrderBy(static g => g.Key)];
        }

        foreach (var stage in stages)
        {
            if (cancellationToken.IsCancellationRequested)
                throw new OrleansLifecycleCanceledException("Lifecycle start canceled by request");
            _highestStarted = stage.Key;
            try
            {
                await Task.WhenAll(stage.Select(s => Guarded(s.Observer.OnStart, cancellationToken)));
            }
            catch (Exception exception) when (exception is not OrleansLifecycleCanceledException)
            {
                LogStartFailed(logger, exception, stage.Key);
                throw;
            }

            HighestCompletedStage = stage.Key;
        }
    }

    /// <inheritdoc/>
    public async Task OnStop(CancellationToken cancellationToken = default)
    {
        List<IGrouping<int, Subscription>> stages;
        lock (_lock)
        {
            if (_highestStarted is not { } highest)
                return;
            _highestStarted = null;
            stages = [.. _subscriptions.Where(s => s.Stage <= highest).GroupBy(static s => s.Stage).OrderByDescending(static g => g.Key)];
        }

        foreach (var stage in stages)
        {
            foreach (var stop in stage.Select(s => (s.Name, Task: Guarded(s.Observer.OnStop, cancellationToken))).ToList())
            {
                try
                {
                    await stop.Task;
                }
                catch (Exception exception)
                {
                    // A part that fails to stop must not keep the others from stopping.
                    LogStopFailed(logger, exception, stop.Name, stage.Key);
                }
            }

            LowestStoppedStage = stage.Key;
        }
    }

    private static async Task Guarded(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        await action(cancellationToken);

    private void Remove(Subscription subscription)
    {
        lock (_lock)
            _subscriptions.Remove(subscription);
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "Lifecycle start failed at stage {Stage}.")]
    private static partial void LogStartFailed(ILogger logger, Exception exception, int stage);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "{Observer} failed to stop at stage {Stage}; stopping continues.")]
    private static partial void LogStopFailed(ILogger logger, Exception exception, string observer, int stage);

    private sealed class Subscription(LifecycleSubject owner, string name, int stage, ILifecycleObserver observer) : IDisposable
    {
        public string Name => name;

        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose() => owner.Remove(this);
    }
}
