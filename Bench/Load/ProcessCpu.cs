using System.Globalization;

namespace OrleansMicro.Bench.Load;

/// <summary>CPU time of a process, user and system, from <c>/proc/PID/stat</c> (Linux).</summary>
internal static class ProcessCpu
{
    // USER_HZ, which the kernel fixes at 100 for every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    public static TimeSpan Read(int pid) => Parse(File.ReadAllText($"/proc/{pid}/stat"));

    public static TimeSpan Parse(string stat)
    {
        // The program's name, in brackets, may hold blanks and brackets; fields are counted from behind it: utime is the 14th, stime the 15th.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
