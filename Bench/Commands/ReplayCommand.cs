using System.CommandLine;
using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>replay FILE</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV file of Online Retail order lines." }.AcceptExistingOnly();
        var url = CommonOptions.Url();
        var run = CommonOptions.Run("Name of this run, part of every id: the same name resumes it, another one starts afresh beside it.");
        var workers = CommonOptions.Number("--workers", "Customers that order at once", 16, 1, 1_000);
        var limit = CommonOptions.Number(
            "--limit-invoices", "Replay only so many ordinary invoices; keep it the same when a run is resumed", int.MaxValue, 1, int.MaxValue);
        var retryTimeout = CommonOptions.RetryTimeout();
        var command = new Command("replay", """
            Replays real orders through the public API and reconciles them.

            Imports sellers, products, stock and customers, makes one cart and one checkout of each ordinary invoice, reads every
            order, payment, shipment, dashboard and stock level back, and compares it all with the file. It can be interrupted, or the
            server killed, at any point: the same command goes on where it stopped and ends with the same totals.

            Exit code 0: reconciled. 2: mismatches, the first 20 explained on standard error. 3: gave up.
            """)
        {
            file, url, run, workers, limit, retryTimeout,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var plan = ReplayPlanner.Plan(
                RetailFile.Read(arguments.GetRequiredValue(file).FullName), arguments.GetRequiredValue(run), arguments.GetValue(limit));
            using var api = await CommonOptions.Connect(
                arguments.GetRequiredValue(url), arguments.GetValue(workers), arguments.GetValue(retryTimeout), stop);
            var replay = new ReplayRun(
                arguments.GetRequiredValue(run), arguments.GetValue(workers), TimeSpan.FromSeconds(arguments.GetValue(retryTimeout)));
            var result = await replay.Replay(plan, api, progress, stop);
            return Outcome.Print(result, ResultJson.Default.ReplayResult, result.Mismatches == 0);
        }));
        return command;
    }
}
