namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>A clock that stands still until a test moves it, timers included.</summary>
public sealed class ManualTime : TimeProvider
{
    private const int MaxFiredPerAdvance = 1_000;

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires, in order, the timers that are due on the way.</summary>
    public void Advance(TimeSpan time)
    {
        DateTimeOffset end;
        lock (_lock)
            end = _now + time;

        // A timer that is due again at once must not keep the clock from moving on.
        for (var fired = 0; fired < MaxFiredPerAdvance; fired++)
        {
            ManualTimer? next;
            lock (_lock)
            {
                next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
                _now = next is null ? end : next.Due > _now ? next.Due : _now;
                next?.MoveOn();
            }

            if (next is null)
                return;
            next.Fire();
        }

        lock (_lock)
            _now = end;
    }

    private sealed class ManualTimer(ManualTime owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                owner._timers.Remove(this);
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : owner._now + dueTime;
                if (Due != DateTimeOffset.MaxValue)
                    owner._timers.Add(this);
            }

            return true;
        }

        public void MoveOn()
        {
            if (_period > TimeSpan.Zero)
                Due += _period;
            else
                owner._timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner._lock)
                owner._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
