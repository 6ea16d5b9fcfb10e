using System.Runtime.InteropServices;
using System.Runtime.Loader;
using OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>
/// Runs in the measured server, before its own first line (<c>DOTNET_STARTUP_HOOKS</c>). The runtime looks for this name, without a namespace.
/// </summary>
#pragma warning disable CA1050 // The runtime finds a start-up hook by this name only.
public static class StartupHook
#pragma warning restore CA1050
{
    /// <summary>The environment variable that names the probe, such as <see cref="SourceFiles"/>.</summary>
    public const string ProbeVariable = "FOOTPRINT_PROBE";

    /// <summary>The environment variable with the file that <see cref="WriteSignal"/> writes.</summary>
    public const string FileVariable = "FOOTPRINT_FILE";

    /// <summary>SIGUSR1: forget what was measured.</summary>
    public const int ResetSignal = 10;

    /// <summary>SIGUSR2: write what was measured since.</summary>
    public const int WriteSignal = 12;

    private static readonly List<PosixSignalRegistration> Signals = [];

    public static void Initialize()
    {
        // Orleans looks for grains in this assembly and in those that it references. The server does not have all of them.
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            Path.Combine(Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!, name.Name + ".dll") is var file && File.Exists(file)
                ? context.LoadFromAssemblyPath(file)
                : null;
        IServerProbe probe = Environment.GetEnvironmentVariable(ProbeVariable) switch
        {
            nameof(SourceFiles) => new SourceFiles(),
            nameof(ServerCounts) => new ServerCounts(),
            nameof(ServerBytes) => new ServerBytes(),
            var unknown => throw new InvalidOperationException($"There is no probe '{unknown}'."),
        };
        Signals.Add(PosixSignalRegistration.Create((PosixSignal)ResetSignal, context => Answer(context, probe, reset: true)));
        Signals.Add(PosixSignalRegistration.Create((PosixSignal)WriteSignal, context => Answer(context, probe, reset: false)));
    }

    // The file appears when the signal has been handled, with all of its content at once.
    private static void Answer(PosixSignalContext context, IServerProbe probe, bool reset)
    {
        context.Cancel = true;
        var lines = probe.Read();
        var file = Environment.GetEnvironmentVariable(FileVariable)!;
        File.WriteAllLines(file + ".new", lines);
        if (reset)
            probe.Reset();
        File.Move(file + ".new", file);
    }
}
