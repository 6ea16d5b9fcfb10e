namespace Orleans.Runtime;

/// <summary>
/// A clock that is read on every call and so only costs a memory access. It moves with every beat of a timer: deadlines are met
/// within one beat.
/// </summary>
internal class CoarseClock : IDisposable
{
    /// <summary>Time between beats.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _now;

    /// <summary>Starts the clock.</summary>
    public CoarseClock(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static state => ((CoarseClock)state!).OnBeat(), this, Beat, Beat);
    }

    /// <summary>Is called with every beat.</summary>
    public event Action? Ticked;

    /// <summary>Milliseconds since the clock started, as of the last beat.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnBeat()
    {
        Volatile.Write(ref _now, (long)_time.GetElapsedTime(_start).TotalMilliseconds);
        Ticked?.Invoke();
    }
}
