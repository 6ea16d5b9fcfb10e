namespace Orleans.Runtime;

/// <summary>A timer of an activation. Its clock starts anew when a tick has ended, so that ticks never overlap.</summary>
internal abstract class GrainTimer : IGrainTimer
{
    private const long MaxMilliseconds = 0xfffffffe;

    private readonly Activation _activation;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime = Timeout.InfiniteTimeSpan;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _isTicking;
    private bool _wasChanged;

    /// <summary>Creates a timer that doesn't run yet.</summary>
    protected GrainTimer(Activation activation, TimeProvider time, GrainTimerCreationOptions options)
    {
        _activation = activation;
        IsInterleaving = options.Interleave;
        KeepsAlive = options.KeepAlive;
        var flow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(
            static state => ((GrainTimer)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        flow?.Undo();
    }

    /// <summary>Whether ticks run beside requests.</summary>
    public bool IsInterleaving { get; }

    /// <summary>Whether ticks count as use of the activation.</summary>
    public bool KeepsAlive { get; }

    /// <inheritdoc/>
    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_lock)
        {
            _dueTime = dueTime;
            _period = period;
            _wasChanged = true;
            if (_isTicking || _disposed.IsCancellationRequested)
                return;
            _timer.Change(dueTime == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : dueTime, Timeout.InfiniteTimeSpan);
        }

        // What is due now needs no clock, whose thread would be woken twice for it.
        if (dueTime == TimeSpan.Zero)
            OnDue();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed.IsCancellationRequested)
                return;
            _timer.Dispose();
        }

        _disposed.Cancel();
        _activation.RemoveTimer(this);
    }

    /// <summary>Runs one tick, unless the timer has ended meanwhile.</summary>
    internal async ValueTask Tick(TimerTick tick)
    {
        if (_disposed.IsCancellationRequested)
            return;
        lock (_lock)
            _wasChanged = false;
        try
        {
            await Call(_disposed.Token);
        }
        catch (Exception exception)
        {
            tick.NoteFault(exception);
            _activation.Router.OnTimerFailed(_activation, exception);
        }

        Rearm();
    }

    /// <summary>Calls the callback.</summary>
    protected abstract Task Call(CancellationToken cancellationToken);

    private static void Check(TimeSpan time, string name)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, MaxMilliseconds, name);
    }

    private void OnDue()
    {
        lock (_lock)
        {
            if (_disposed.IsCancellationRequested || _isTicking)
                return;
            _isTicking = true;
        }

        _activation.Post(new TimerTick(this));
    }

    private void Rearm()
    {
        lock (_lock)
        {
            _isTicking = false;
            if (!_disposed.IsCancellationRequested)
                _timer.Change(_wasChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        }
    }
}

/// <summary>A timer with a callback that takes a state.</summary>
internal sealed class GrainTimer<TState>(
    Activation activation,
    TimeProvider time,
    Func<TState, CancellationToken, Task> callback,
    TState state,
    GrainTimerCreationOptions options)
    : GrainTimer(activation, time, options)
{
    /// <inheritdoc/>
    protected override Task Call(CancellationToken cancellationToken) => callback(state, cancellationToken);
}
