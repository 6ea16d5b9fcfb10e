namespace OrleansMicro.Tests.Common;

/// <summary>The real clock, put forward as far as a test wants. Timers keep running in real time.</summary>
public sealed class TestClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + new TimeSpan(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
