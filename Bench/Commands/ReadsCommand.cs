using System.CommandLine;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Reads;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>reads</c>.</summary>
internal static class ReadsCommand
{
    public static Command Create()
    {
        var url = CommonOptions.Url();
        var run = CommonOptions.Run("Name of this run, part of every id; a new one each time when left out.", () => RunName.New("r"));
        var seconds = CommonOptions.Number("--seconds", "Length of a measurement", 5, 1, 3_600);
        var warmUp = CommonOptions.WarmUp();
        var connections = CommonOptions.Number("--connections", "Connections at once", 16, 1, 1_000);
        var turns = CommonOptions.Number("--turns", "Turns, each with a measurement of both servers", 5, 1, 1_000);
        var pids = CommonOptions.Pids("The server's process, for its CPU time; of a cluster all silos and the API.");
        var command = new Command("reads", """
            Measures reads of one product against a bare minimal API that gives the same bytes, by turns, with wrk (a package of that name).

            The command starts and ends the bare API. Reports reads per second and CPU time per read of both, and their ratios; medians of the turns.

            Exit code 0: no errors. 2: errors. 3: gave up.
            """)
        {
            url, run, seconds, warmUp, connections, turns, pids,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var urls = arguments.GetRequiredValue(url);
            var reads = new ReadsRun(
                arguments.GetRequiredValue(run),
                CommonOptions.Servers(urls)[0],
                arguments.GetValue(pids) ?? [],
                arguments.GetValue(connections),
                arguments.GetValue(turns),
                TimeSpan.FromSeconds(arguments.GetValue(warmUp)),
                TimeSpan.FromSeconds(arguments.GetValue(seconds)));
            using var api = await CommonOptions.Connect(urls, connections: 1, retryTimeoutSeconds: 60, stop);
            var result = await reads.Measure(api, progress, stop);
            return Outcome.Print(result, ResultJson.Default.ReadsResult, result.Failed == 0);
        }));
        return command;
    }
}
