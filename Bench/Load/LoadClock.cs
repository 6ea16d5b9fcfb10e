namespace OrleansMicro.Bench.Load;

/// <summary>Where a load run is.</summary>
internal enum LoadPhase
{
    WarmUp,
    Measuring,
    Over,
}

/// <summary>Tells the workers what phase it is and what time.</summary>
internal sealed class LoadClock(TimeProvider time)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(20);

    private volatile LoadPhase _phase;

    public LoadPhase Phase
    {
        get => _phase;
        set => _phase = value;
    }

    public long Now => time.GetTimestamp();

    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    /// <summary>Keeps a worker from filling the machine with failing requests.</summary>
    public static void BackOff() => Thread.Sleep(AfterFailure);
}
