using System.CommandLine;
using OrleansMicro.Bench.Ping;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>ping</c>.</summary>
internal static class PingCommand
{
    public static Command Create()
    {
        var seconds = CommonOptions.Number("--seconds", "Length of the measurement", 10, 1, 3_600);
        var callers = CommonOptions.Number("--callers", "Callers, each with one call at a time", 100, 1, 100_000);
        var grains = CommonOptions.Number("--grains", "Grains that the callers take in turn", 100, 1, 1_000_000);
        var command = new Command("ping", """
            Measures grain calls within one silo, without HTTP or storage: calls per second, CPU time and bytes allocated per call.
            """)
        {
            seconds, callers, grains,
        };
        command.SetAction((arguments, stop) =>
            PingBenchmark.RunAsync(arguments.GetValue(seconds), arguments.GetValue(callers), arguments.GetValue(grains), stop));
        return command;
    }
}
