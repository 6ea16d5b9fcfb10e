namespace OrleansMicro.Bench.Load;

/// <summary>Time and CPU time of a measurement.</summary>
/// <param name="Elapsed">Its length.</param>
/// <param name="Server">CPU time of the server's processes.</param>
/// <param name="Client">CPU time of this process.</param>
internal readonly record struct LoadUsage(TimeSpan Elapsed, TimeSpan Server, TimeSpan Client)
{
    public static LoadUsage operator -(LoadUsage later, LoadUsage earlier) =>
        new(later.Elapsed - earlier.Elapsed, later.Server - earlier.Server, later.Client - earlier.Client);

    /// <summary>CPU milliseconds for each of so many things; 0 if there are none.</summary>
    public static double MillisecondsPer(long count, TimeSpan cpu) => count == 0 ? 0 : Math.Round(cpu.TotalMilliseconds / count, 3);

    /// <summary>How many things were done per second.</summary>
    public double PerSecond(long count) => Math.Round(count / Elapsed.TotalSeconds, 1);

    /// <summary>CPU time in percent of one core.</summary>
    public double Percent(TimeSpan cpu) => Math.Round(100 * cpu.TotalSeconds / Elapsed.TotalSeconds, 1);
}
