namespace OrleansMicro.Simulation.Scheduling;

/// <summary>A timer of a process. Ticks that come due while the process is stopped are merged into one.</summary>
internal sealed class SimTimer(Simulator simulator, SimProcess process, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private TimeSpan _period;
    private int _version;
    private bool _isDisposed;
    private bool _isQueued;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
            return false;
        _version++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
            Arm(dueTime);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _version++;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private void Arm(TimeSpan delay)
    {
        var version = _version;
        simulator.After(process.Clock.InRealTime(delay), () => OnDue(version));
    }

    private void OnDue(int version)
    {
        if (version != _version || process.IsDead)
            return;
        if (_period > TimeSpan.Zero)
            Arm(_period);
        if (_isQueued)
            return;
        _isQueued = true;
        simulator.Post(process, static timer => ((SimTimer)timer!).Tick(), this);
    }

    private void Tick()
    {
        _isQueued = false;
        if (_isDisposed)
            return;
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, new ContextCallback(callback), state);
    }
}
