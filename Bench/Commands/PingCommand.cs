using System.CommandLine;
using OrleansMicro.Bench.Ping;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>ping</c>, and the process that <c>ping --external</c> starts.</summary>
internal static class PingCommand
{
    private const int MaxPort = 65_535;

    public static Command Create()
    {
        var seconds = CommonOptions.Number("--seconds", "Length of the measurement", 10, 1, 3_600);
        var callers = CommonOptions.Number("--callers", "Callers, each with one call at a time", 100, 1, 100_000);
        var grains = CommonOptions.Number("--grains", "Grains that the callers take in turn", 100, 1, 1_000_000);
        var external = new Option<bool>("--external") { Description = "Put the silo into a process of its own and call it over TCP" };
        var command = new Command("ping", """
            Measures grain calls, without HTTP or storage: calls per second, latency, CPU time and bytes allocated per call.
            """)
        {
            seconds, callers, grains, external,
        };
        command.SetAction((arguments, stop) => arguments.GetValue(external)
            ? ExternalPing.RunAsync(arguments.GetValue(seconds), arguments.GetValue(callers), arguments.GetValue(grains), stop)
            : PingBenchmark.RunAsync(arguments.GetValue(seconds), arguments.GetValue(callers), arguments.GetValue(grains), stop));
        return command;
    }

    public static Command CreateSilo()
    {
        var siloPort = CommonOptions.Number("--silo-port", "Port for silos", 11_111, 1, MaxPort);
        var gatewayPort = CommonOptions.Number("--gateway-port", "Port for clients", 30_000, 1, MaxPort);
        var command = new Command("ping-silo", "The silo of ping --external.") { siloPort, gatewayPort };
        command.Hidden = true;
        command.SetAction((arguments, stop) => PingSilo.RunAsync(arguments.GetValue(siloPort), arguments.GetValue(gatewayPort), stop));
        return command;
    }
}
