namespace OrleansMicro.Bench.Simulate.Breaks;

/// <summary>A clock that stands: a lease that looks at it never ends.</summary>
internal sealed class StillClock : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => 0;
}
