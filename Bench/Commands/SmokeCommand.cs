using System.CommandLine;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Smoke;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>smoke</c>.</summary>
internal static class SmokeCommand
{
    public static Command Create()
    {
        var url = CommonOptions.Url();
        var run = CommonOptions.Run("Name of this run, part of every id; a new one each time when left out.", () => RunName.New("k"));
        var retryTimeout = CommonOptions.Number("--give-up-after", "Seconds to wait for the server to come up", 60, 1, 86_400);
        var command = new Command("smoke", """
            Takes one order from nothing to paid: seller, product, stock, cart, checkout.

            Exit code 0: paid. 2: something is not as it must be. 3: gave up.
            """)
        {
            url, run, retryTimeout,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var urls = arguments.GetRequiredValue(url);
            if (!await ServerProbe.AnyListens(CommonOptions.Servers(urls), stop))
                progress.Note($"waiting for a server on {urls}, for up to {arguments.GetValue(retryTimeout)} s");
            using var api = CommonOptions.Client(urls, 1, arguments.GetValue(retryTimeout));
            var result = await SmokeRun.Run(arguments.GetRequiredValue(run), api, progress, stop);
            return Outcome.Print(result, ResultJson.Default.SmokeResult, result.Mismatches == 0);
        }));
        return command;
    }
}
