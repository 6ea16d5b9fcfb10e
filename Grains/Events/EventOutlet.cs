using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace OrleansMicro.Events;

/// <summary>
/// Appends the events of all aggregates of a silo to their logs. Events of many aggregates share a call and a write. One append per log is under way
/// at a time, so the events of an aggregate stay in order.
/// </summary>
public sealed partial class EventOutlet : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How long an event waits for others.</summary>
    internal static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(20);

    /// <summary>The events that may wait for a log. More stay in their rows until they are relayed.</summary>
    internal const int MaxWaiting = 50_000;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private readonly Shard[] _shards;

    public EventOutlet(IGrainFactory grains, TimeProvider clock, ILogger<EventOutlet> logger)
    {
        _shards = new Shard[EventLog.Shards];
        for (var shard = 0; shard < _shards.Length; shard++)
            _shards[shard] = new Shard(shard, grains, clock, logger);
    }

    /// <summary>Hands events of one aggregate over. The task ends when they are in their log.</summary>
    /// <exception cref="LimitExceededException">Too many wait already; they must be handed over again later.</exception>
    internal Task HandOver(MarketEvent[] events) =>
        events.Length == 0 ? Task.CompletedTask : _shards[EventSubjects.ShardOf(events[0].Subject)].Add(events);

    /// <summary>Subscribes the last appends to the first stage of a stop, in which grains still work.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(EventOutlet), ServiceLifecycleStage.Active, static _ => Task.CompletedTask, Stop);

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_shards, static shard => shard.Dispose());

    private Task Stop(CancellationToken cancellation) => Task.WhenAll(Array.ConvertAll(_shards, shard => shard.Flush(cancellation)));

    [LoggerMessage(1501, LogLevel.Warning, "{Count} events could not be appended to log {Shard}. They are tried again in {Pause}.")]
    private static partial void LogAppendFailed(ILogger logger, int count, int shard, TimeSpan pause, Exception exception);

    /// <summary>What waits for one log.</summary>
    private sealed class Shard : IDisposable
    {
        private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
        private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

        private readonly int _number;
        private readonly IEventLogGrain _log;
        private readonly TimeProvider _clock;
        private readonly ILogger _logger;
        private readonly Lock _lock = new();
        private readonly ITimer _timer;
        private List<MarketEvent> _waiting = [];
        private TaskCompletionSource _appended = new();
        private Task _underWay = Task.CompletedTask;
        private int _sending;
        private bool _isBusy;

        public Shard(int number, IGrainFactory grains, TimeProvider clock, ILogger logger)
        {
            (_number, _clock, _logger) = (number, clock, logger);
            _log = grains.GetGrain<IEventLogGrain>(EventLog.KeyOf(number));

            // The first aggregate with an event is not the context of what is sent later.
            using (ExecutionContext.SuppressFlow())
                _timer = clock.CreateTimer(static shard => _ = ((Shard)shard!).Send(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public Task Add(MarketEvent[] events)
        {
            lock (_lock)
            {
                if (_waiting.Count + _sending >= MaxWaiting)
                    return Task.FromException(new LimitExceededException($"{MaxWaiting} events wait for log {_number} already."));
                _waiting.AddRange(events);
                StartSoon();
                return _appended.Task;
            }
        }

        public Task Flush(CancellationToken cancellation)
        {
            Task last;
            lock (_lock)
            {
                if (_waiting.Count == 0 && _sending == 0)
                    return Task.CompletedTask;
                last = _waiting.Count == 0 ? _underWay : _appended.Task;
                if (_waiting.Count > 0)
                    StartSoon();
            }

            // Whatever is not appended by then is relayed after the stop.
            return last.WaitAsync(StopTimeout, _clock, cancellation).ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        }

        public void Dispose() => _timer.Dispose();

        private void StartSoon()
        {
            if (_isBusy)
                return;
            _isBusy = true;
            _timer.Change(MaxWait, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Appends what waits. Every failure ends in another attempt, so this task itself never fails.</summary>
        private async Task Send()
        {
            TaskCompletionSource appended;
            ImmutableArray<MarketEvent> events;
            lock (_lock)
            {
                (appended, _appended) = (_appended, new TaskCompletionSource());
                _underWay = appended.Task;
                events = ImmutableCollectionsMarshal.AsImmutableArray(_waiting.ToArray());
                (_waiting, _sending) = ([], events.Length);
            }

            for (var first = 0; first < events.Length; first += EventLog.MaxAppend)
                await Append(events[first..Math.Min(events.Length, first + EventLog.MaxAppend)]);
            lock (_lock)
            {
                (_isBusy, _sending) = (false, 0);
                if (_waiting.Count > 0)
                    StartSoon();
            }

            appended.SetResult();
        }

        private async Task Append(ImmutableArray<MarketEvent> events)
        {
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    await _log.Append(events);
                    return;
                }
                catch (Exception exception)
                {
                    LogAppendFailed(_logger, events.Length, _number, pause, exception);
                }

                await Task.Delay(pause, _clock);
            }
        }
    }
}
