using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansMicro.Hosting;

/// <summary>
/// Linux: a thread of this process that wakes up waits for the running one instead of preempting it. Servers that pass messages wake each other all
/// the time; with fewer preemptions each time slice does more work, with warm caches. The share of the processor stays the same. See sched(7),
/// SCHED_BATCH, which needs no privilege.
/// </summary>
internal static partial class BatchScheduling
{
    private const string Key = "Server:BatchScheduling";
    private const string Variable = "Server__BatchScheduling";
    private const string Tasks = "/proc/self/task";
    private const int SchedOther = 0;
    private const int SchedBatch = 3;
    private const int NoSuchThread = 3;
    private const int MaxRounds = 16;

    /// <summary>Whether the arguments, else the environment, allow it. The default is true. Settings files are read too late for this.</summary>
    /// <exception cref="StartException">The value is neither <c>true</c> nor <c>false</c>.</exception>
    public static bool IsWanted(IReadOnlyDictionary<string, string?> arguments, Func<string, string?> environment) =>
        (arguments.GetValueOrDefault(Key) ?? environment(Variable)) switch
        {
            null or "" => true,
            var value when bool.TryParse(value, out var isWanted) => isWanted,
            var value => throw new StartException($"{Key} is '{value}'; it must be 'true' or 'false'."),
        };

    /// <summary>
    /// Sets it for all existing threads. Must be called before the thread pool is used: new threads inherit it, but the C library remembers the
    /// former policy for threads that .NET has started, and those pass it on. A policy that an operator has chosen, such as SCHED_IDLE, stays.
    /// </summary>
    /// <returns>Null, or the reason why it failed. Everything works without it.</returns>
    public static string? TurnOn()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return sched_getscheduler(0) <= SchedOther && SetForAll() is not 0 and var error ? Marshal.GetPInvokeErrorMessage(error) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
        {
            return e.Message;
        }
    }

    /// <summary>Logs that it failed.</summary>
    [LoggerMessage(2401, LogLevel.Information, "Batch scheduling (Server:BatchScheduling) is not available, which costs some speed: {Error}")]
    public static partial void LogRefused(ILogger logger, string error);

    // A thread that is not set yet may start another one meanwhile, so the last round is one that finds no new thread.
    private static int SetForAll()
    {
        var known = new HashSet<int>();
        for (var round = 0; round < MaxRounds; round++)
        {
            var found = Directory.EnumerateDirectories(Tasks)
                .Select(static path => int.Parse(Path.GetFileName(path.AsSpan()), CultureInfo.InvariantCulture))
                .Where(known.Add)
                .ToList();
            if (found.Count == 0)
                break;
            foreach (var thread in found)
            {
                var parameter = default(SchedParameter);
                if (sched_setscheduler(thread, SchedBatch, ref parameter) != 0 && Marshal.GetLastPInvokeError() is not NoSuchThread and var error)
                    return error;
            }
        }

        return 0;
    }

    // Below 0 if the C library cannot tell. Setting it then gives the reason.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sched_getscheduler(int thread);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sched_setscheduler(int thread, int policy, ref SchedParameter parameter);

    [StructLayout(LayoutKind.Sequential)]
    private struct SchedParameter
    {
        public int Priority;
    }
}
