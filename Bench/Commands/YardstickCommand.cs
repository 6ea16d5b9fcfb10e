using System.CommandLine;
using OrleansMicro.Bench.Yardstick;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>yardstick</c>.</summary>
internal static class YardstickCommand
{
    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Description = "Process layout of the server", DefaultValueFactory = _ => "single" };
        mode.AcceptOnlyFromAmong("single", "cluster");
        var silos = CommonOptions.Number("--silos", "Silo processes of a cluster", 1, 1, 64);
        var redis = new Option<string>("--redis")
        {
            Description = "The running Redis of a cluster, host:port. What is written there expires after an hour.",
            DefaultValueFactory = _ => "127.0.0.1:6379",
        };
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Where single mode keeps its database during the run. It must be on the disk that the product is measured on.",
            DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()),
        };
        var (seconds, warmUp) = (CommonOptions.Seconds(), CommonOptions.WarmUp());
        var workers = CommonOptions.Number("--workers", "Clients at once, a thread and a connection each", 16, 1, 1_000);
        var pids = CommonOptions.Pids("A further process whose CPU time counts, such as Redis; may be given several times.");
        var command = new Command("yardstick", """
            Measures the smallest honest server on the product's stack, as a unit for every other figure.

            One HTTP request is one grain call and one durable write: with Microsoft.Data.Sqlite, API and silo in one process (single), or with
            Orleans' storage in Redis, an API process and silo processes (cluster). The command starts and ends these processes.

            Reports requests per second, latencies, errors by kind, and CPU time per request of server and load generator. A figure in yardsticks
            is the server's CPU time per purchase, of 'load' in the same session, divided by that per request.

            Exit code 0: no errors. 2: errors. 3: gave up.
            """)
        {
            mode, silos, redis, data, seconds, warmUp, workers, pids,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var run = new YardstickRun(
                arguments.GetValue(mode) == "cluster" ? arguments.GetValue(silos) : null,
                arguments.GetRequiredValue(redis),
                arguments.GetRequiredValue(data).FullName,
                arguments.GetValue(workers),
                TimeSpan.FromSeconds(arguments.GetValue(warmUp)),
                TimeSpan.FromSeconds(arguments.GetValue(seconds)),
                arguments.GetValue(pids) ?? []);
            var result = await run.Measure(progress, stop);
            return Outcome.Print(result, ResultJson.Default.YardstickResult, result.Errors.Count == 0);
        }));
        return command;
    }
}
