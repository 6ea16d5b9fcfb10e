namespace OrleansMicro.Silo;

/// <summary>
/// The clock of Orleans' membership and watchdog. Its timestamps start at zero with the process, not with the machine. In Orleans 10.4.2 the
/// watchdog's first thread often runs before its reference time is set, and reports that health checks were stuck since the machine started: a
/// warning, and a health event that slows down failure detection. With this clock it measures the second or two that the start took. See
/// docs/upstream/watchdog-start-order.md.
/// </summary>
internal sealed class WatchdogClock : TimeProvider
{
    private readonly long _start = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() - _start;
}

/// <summary>Gives silos their <see cref="WatchdogClock"/>.</summary>
internal static class WatchdogClockExtensions
{
    public static void UseWatchdogClock(this ISiloBuilder silo) =>
        silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Membership, new WatchdogClock());
}
