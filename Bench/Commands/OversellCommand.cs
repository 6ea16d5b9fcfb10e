using System.CommandLine;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Oversell;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>oversell</c>.</summary>
internal static class OversellCommand
{
    public static Command Create()
    {
        var url = CommonOptions.Url();
        var run = CommonOptions.Run("Name of this run, part of every id; a new one each time when left out.", () => RunName.New("o"));
        var stock = CommonOptions.Number("--stock", "Units of the product", 100, 1, 1_000_000);
        var buyers = CommonOptions.Number("--buyers", "Buyers of one unit each, all at once", 500, 1, 5_000);
        var retryTimeout = CommonOptions.RetryTimeout();
        var command = new Command("oversell", """
            Lets many buyers check out the last units of one product at once.

            Each buyer has a cart with one unit; all check out at the same moment. Whatever the payment provider does, paid orders and stock
            left must add up to the stock, the captured money to the total of the paid orders, with one capture each; when it declines
            nothing, every unit must be sold. To see it decline and time out, start the server with
            --Payments:Simulator:DeclinePercent=20 --Payments:Simulator:TimeoutPercent=10.

            Exit code 0: so it is. 2: mismatches, the first 20 explained on standard error. 3: gave up.
            """)
        {
            url, run, stock, buyers, retryTimeout,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var rush = new OversellRun(
                arguments.GetRequiredValue(run),
                arguments.GetValue(stock),
                arguments.GetValue(buyers),
                TimeSpan.FromSeconds(arguments.GetValue(retryTimeout)));
            using var api = await CommonOptions.Connect(arguments.GetRequiredValue(url), rush.Buyers, arguments.GetValue(retryTimeout), stop);
            var result = await rush.Oversell(api, progress, stop);
            return Outcome.Print(result, ResultJson.Default.OversellResult, result.Mismatches == 0);
        }));
        return command;
    }
}
