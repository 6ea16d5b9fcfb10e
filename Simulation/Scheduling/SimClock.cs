namespace OrleansMicro.Simulation.Scheduling;

/// <summary>The clock of one process. It can run a little fast or slow, and its wall clock can be wrong.</summary>
internal sealed class SimClock(Simulator simulator, SimProcess process) : TimeProvider
{
    private const long Million = 1_000_000;
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How much faster than virtual time the clock runs, in millionths. Set it before the process starts.</summary>
    public long Skew { get; set; }

    /// <summary>The error of the wall clock. Timers do not see it, as with a monotonic clock.</summary>
    public TimeSpan WallOffset { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => simulator.Now + (simulator.Now * Skew / Million);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp()) + WallOffset;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(simulator, process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The virtual time that passes while this clock measures a span.</summary>
    public TimeSpan InRealTime(TimeSpan span) => TimeSpan.FromTicks(span.Ticks - (span.Ticks / Million * Skew));
}
