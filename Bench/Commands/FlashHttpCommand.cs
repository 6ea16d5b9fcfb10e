using System.CommandLine;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Flash;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>flash http</c>.</summary>
internal static class FlashHttpCommand
{
    public static Command Create()
    {
        var url = CommonOptions.Url();
        var run = CommonOptions.Run("Name of this run, part of every id; a new one each time when left out.", () => RunName.New("h"));
        var seconds = CommonOptions.Number("--seconds", "Length of each of the three measurements of a turn", 10, 1, 3_600);
        var turns = CommonOptions.Number("--turns", "Turns, in alternating order", 4, 1, 1_000);
        var warmUp = CommonOptions.WarmUp();
        var workers = CommonOptions.Number("--workers", "Buyers at once, a thread and a connection each", 16, 2, 1_000);
        var command = new Command("http", """
            Purchases of one line, over HTTP: all of one hot product, against purchases spread over 999 others.

            Each turn measures all buyers spread, half of them spread and half at the hot product, and all at the hot product. Reports the
            rates and two ratios, medians of the turns: hot to spread, and the spread half beside hot buyers to the same half alone.

            Exit code 0: no errors, and sold what was paid. 2: errors or mismatches. 3: gave up.
            """)
        {
            url, run, seconds, turns, warmUp, workers,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var urls = arguments.GetRequiredValue(url);
            var hot = new HotRun(
                arguments.GetRequiredValue(run),
                CommonOptions.Servers(urls),
                arguments.GetValue(workers),
                arguments.GetValue(turns),
                TimeSpan.FromSeconds(arguments.GetValue(warmUp)),
                TimeSpan.FromSeconds(arguments.GetValue(seconds)));
            using var api = await CommonOptions.Connect(urls, connections: 16, retryTimeoutSeconds: 60, stop);
            var (result, mismatches) = await hot.Sell(api, progress, stop);
            mismatches.Explain(progress);
            return Outcome.Print(result, ResultJson.Default.HotResult, mismatches.Count == 0);
        }));
        return command;
    }
}
