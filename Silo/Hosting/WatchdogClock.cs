namespace OrleansMicro.Silo;

/// <summary>
/// The clock of Orleans' membership and watchdog, whose timestamps begin when the process is set up instead of when the machine was. In Orleans 10.4.2 the watchdog's
/// first thread often runs before the time that it measures from is set, and finds that health checks have been stuck for as long as the machine is up: a warning, and a
/// health event that makes the silo slower to miss others. From this clock it reads the second or two that the start took. See docs/upstream/watchdog-start-order.md.
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
