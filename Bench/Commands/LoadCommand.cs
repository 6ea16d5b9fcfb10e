using System.CommandLine;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>load</c>.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var url = CommonOptions.Url();
        var run = CommonOptions.Run("Name of this run, part of every id; a new one each time when left out.", () => RunName.New("l"));
        var (seconds, warmUp) = (CommonOptions.Seconds(), CommonOptions.WarmUp());
        var workers = CommonOptions.Number("--workers", "Buyers at once, a thread and a connection each", 16, 1, 1_000);
        var customers = CommonOptions.Number("--customers", "Customers who buy in turn", 10_000, 1, 10_000_000);
        var lines = CommonOptions.Number("--lines", "Lines of a purchase, each of another product", 3, 1, 100);
        var pids = CommonOptions.Pids("The server's process, for its CPU time; may be given several times.");
        var command = new Command("load", """
            Measures full purchases: lines put into a cart and a checkout, over 1,000 products of 20 sellers.

            Reports purchases per second, latencies, errors by kind, and CPU time per purchase of server and load generator. Afterwards the
            units sold must be those of the paid purchases, and none may be left reserved.

            Exit code 0: no errors, and sold what was paid. 2: errors or mismatches. 3: gave up.
            """)
        {
            url, run, seconds, warmUp, workers, lines, customers, pids,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var urls = arguments.GetRequiredValue(url);
            var load = new LoadRun(
                arguments.GetRequiredValue(run),
                CommonOptions.Servers(urls),
                arguments.GetValue(workers),
                arguments.GetValue(lines),
                arguments.GetValue(customers),
                TimeSpan.FromSeconds(arguments.GetValue(warmUp)),
                TimeSpan.FromSeconds(arguments.GetValue(seconds)),
                arguments.GetValue(pids) ?? []);
            using var api = await CommonOptions.Connect(urls, connections: 16, retryTimeoutSeconds: 60, stop);
            var (result, mismatches) = await load.Load(api, progress, stop);
            mismatches.Explain(progress);
            return Outcome.Print(result, ResultJson.Default.LoadResult, mismatches.Count == 0);
        }));
        return command;
    }
}
