using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Silo;

public sealed class WatchdogClockTests
{
    [Fact]
    public void Measures_from_its_own_start_what_was_never_set()
    {
        var clock = new WatchdogClock();
        var (began, beganElsewhere) = (clock.GetTimestamp(), TimeProvider.System.GetTimestamp());
        var (elapsed, elsewhere) = (clock.GetElapsedTime(began), TimeProvider.System.GetElapsedTime(beganElsewhere));

        Assert.InRange(clock.GetElapsedTime(0), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(elapsed >= TimeSpan.Zero && elapsed <= elsewhere + TimeSpan.FromSeconds(1));
        Assert.Equal(TimeProvider.System.TimestampFrequency, clock.TimestampFrequency);
    }
}
