using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OrleansMicro.Tools.Processes;

/// <summary>
/// Starts processes that Linux kills as soon as this process is gone, however it ends (<c>PR_SET_PDEATHSIG</c>). The kernel watches the thread that
/// started a child, not its process, so one thread that never ends starts them all.
/// </summary>
internal static class ChildStarter
{
    // The parent may have died before the child asked to be killed with it. Then its parent is another one by now, and it must not start.
    private const string UnlessOrphan = "[ \"$PPID\" = \"$0\" ] && exec \"$@\"";
    private static readonly BlockingCollection<Action> Queue = StartThread();

    /// <summary>Starts a program whose output the caller reads. It has a session of its own, so Ctrl-C reaches only this process.</summary>
    public static Task<Process> Start(ProcessCommand command)
    {
        var pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "setsid", ["setpriv", "--pdeathsig", "KILL", "sh", "-c", UnlessOrphan, pid, command.Program, .. command.Arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add(() => Complete(started, start));
        return started.Task;
    }

    private static void Complete(TaskCompletionSource<Process> started, ProcessStartInfo start)
    {
        try
        {
            started.SetResult(Process.Start(start)!);
        }
        catch (Exception failure)
        {
            started.SetException(failure);
        }
    }

    private static BlockingCollection<Action> StartThread()
    {
        var queue = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in queue.GetConsumingEnumerable()) start();
        })
        {
            IsBackground = true,
            Name = "starts children",
        }.Start();
        return queue;
    }
}
