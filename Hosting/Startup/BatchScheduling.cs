using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansMicro.Hosting;

/// <summary>
/// Linux: a thread of this process that wakes up waits until the one that runs has had its turn, instead of interrupting it. Servers that pass messages wake each other
/// all the time; each turn then does more, with warm caches. The share of the processor stays the same. See sched(7), SCHED_BATCH, which needs no privilege.
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

    /// <summary>Whether the arguments, else the environment, allow it; they do unless they say otherwise. A settings file comes too late for this.</summary>
    /// <exception cref="StartException">They say neither <c>true</c> nor <c>false</c>.</exception>
    public static bool IsWanted(IReadOnlyDictionary<string, string?> arguments, Func<string, string?> environment) =>
        (arguments.GetValueOrDefault(Key) ?? environment(Variable)) switch
        {
            null or "" => true,
            var value when bool.TryParse(value, out var isWanted) => isWanted,
            var value => throw new StartException($"{Key} is '{value}'; it must be 'true' or 'false'."),
        };

    /// <summary>
    /// Sets it for all threads that there are. Must be called before the thread pool is used: threads to come inherit it, but the C library remembers what it was for
    /// those that .NET has started, and they hand that on. A policy that an operator has chosen, such as SCHED_IDLE, stays.
    /// </summary>
    /// <returns>Null, or why it could not be done; all works without it.</returns>
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

    /// <summary>Says that it could not be done.</summary>
    [LoggerMessage(2401, LogLevel.Information, "Threads are not scheduled in batches (Server:BatchScheduling), which costs some speed: {Error}")]
    public static partial void LogRefused(ILogger logger, string error);

    // A thread that is not set yet may start another meanwhile, so it ends with a round that finds none.
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

    // Below 0 where the C library doesn't tell: then setting it says why.
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
