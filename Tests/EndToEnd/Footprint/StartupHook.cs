using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>
/// Runs in the measured server, before its own first line (<c>DOTNET_STARTUP_HOOKS</c>). The runtime looks for this name, without a namespace.
/// </summary>
#pragma warning disable CA1050 // The runtime finds a start-up hook by this name only.
public static class StartupHook
#pragma warning restore CA1050
{
    /// <summary>The environment variable with the file that <see cref="WriteSignal"/> writes.</summary>
    public const string FileVariable = "FOOTPRINT_FILE";

    /// <summary>SIGUSR1: forget what ran.</summary>
    public const int ResetSignal = 10;

    /// <summary>SIGUSR2: write the numbers of the files that ran since.</summary>
    public const int WriteSignal = 12;

    private static readonly ConcurrentDictionary<int, bool> Ran = new();
    private static readonly List<PosixSignalRegistration> Signals = [];

    public static void Initialize()
    {
        Signals.Add(PosixSignalRegistration.Create((PosixSignal)ResetSignal, static context => Answer(context, Ran.Clear)));
        Signals.Add(PosixSignalRegistration.Create((PosixSignal)WriteSignal, static context => Answer(context, static () => { })));
    }

    /// <summary>Called by every method of the measured assemblies.</summary>
    /// <param name="file">The number of the file that the method stands in.</param>
    public static void Note(int file) => Ran.TryAdd(file, true);

    // The file appears when the signal has been handled, with all of its content at once.
    private static void Answer(PosixSignalContext context, Action action)
    {
        context.Cancel = true;
        action();
        var file = Environment.GetEnvironmentVariable(FileVariable)!;
        File.WriteAllLines(file + ".new", Ran.Keys.Order().Select(static id => id.ToString(CultureInfo.InvariantCulture)));
        File.Move(file + ".new", file);
    }
}
