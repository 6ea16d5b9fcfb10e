namespace Orleans.Reminders;

/// <summary>The clock of one reminder.</summary>
internal sealed class LocalReminder : IDisposable
{
    private readonly LocalReminders _owner;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTime _due;
    private volatile bool _isDisposed;

    /// <summary>Starts the clock.</summary>
    public LocalReminder(ReminderEntry entry, LocalReminders owner, TimeProvider time)
    {
        Entry = entry;
        _owner = owner;
        _time = time;
        var toNext = TimeToNext(entry, time);
        _due = time.GetUtcNow().UtcDateTime + toNext;
        var flow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(
            static state => _ = ((LocalReminder)state!).Tick(), this, toNext, Timeout.InfiniteTimeSpan);
        flow?.Undo();
    }

    /// <summary>The row of the table.</summary>
    public ReminderEntry Entry { get; }

    /// <summary>The time to the next tick: ticks are at the start and every period after it, so ones that were missed are not made up for.</summary>
    public static TimeSpan TimeToNext(ReminderEntry entry, TimeProvider time)
    {
        var late = time.GetUtcNow().UtcDateTime - entry.StartAt;
        if (late <= TimeSpan.Zero)
            return -late;
        if (entry.Period <= TimeSpan.Zero)
            return TimeSpan.Zero;
        var missed = (late.Ticks + entry.Period.Ticks - 1) / entry.Period.Ticks;
        return (entry.Period * missed) - late;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _timer.Dispose();
    }

    private async Task Tick()
    {
        if (_isDisposed)
            return;

        // Timers and the clock differ by a fraction of a millisecond; a grain must not be reminded before its time.
        var early = _due - _time.GetUtcNow().UtcDateTime;
        if (early > TimeSpan.Zero)
        {
            Wait(early);
            return;
        }

        await _owner.Deliver(Entry);
        if (_isDisposed)
            return;
        var next = TimeToNext(Entry, _time);
        if (next <= TimeSpan.Zero)
            next = Entry.Period;
        _due = _time.GetUtcNow().UtcDateTime + next;
        Wait(next);
    }

    private void Wait(TimeSpan time) =>
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
}
