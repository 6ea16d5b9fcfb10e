using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Flash;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>flash grains</c>.</summary>
internal static class FlashGrainsCommand
{
    public static Command Create()
    {
        var gateway = CommonOptions.Number("--gateway", "The Server:GatewayPort of a server in single mode on this machine", 30_000, 1, 65_535);
        var redis = new Option<string?>("--cluster") { Description = "The Redis of a cluster, host:port, instead of --gateway" };
        var id = new Option<string>("--cluster-id") { Description = "The cluster's id", DefaultValueFactory = _ => "orleansmicro" };
        var run = CommonOptions.Run("Name of this run, part of every id; a new one each time when left out.", () => RunName.New("f"));
        var (seconds, warmUp) = (CommonOptions.Seconds(), CommonOptions.WarmUp());
        var callers = CommonOptions.Number("--callers", "Orders at once", 2_000, 1, 9_000);
        var lag = CommonOptions.Number("--forget-after", "Milliseconds from the confirmation of a unit to the end of its order", 0, 0, 60_000);
        var pids = CommonOptions.Pids("The server's process, for its CPU time; may be given several times.");
        var command = new Command("grains", """
            Sells one product by grain calls, without HTTP: each caller reserves a unit, confirms it durably, and ends the order.

            It is an Orleans client of the shop. A server in single mode needs a known port for that:
                ./run --Server:GatewayPort 30000

            Reports units per second, latencies, errors by kind and CPU time. Afterwards the units sold must be those confirmed, the units on
            hand what is left, and none may be reserved.

            Exit code 0: no errors, and sold what was confirmed. 2: errors or mismatches. 3: gave up.
            """)
        {
            gateway, redis, id, run, seconds, warmUp, callers, lag, pids,
        };
        command.SetAction((arguments, stop) => Outcome.Run(async progress =>
        {
            var flash = new FlashRun(
                arguments.GetRequiredValue(run),
                arguments.GetValue(callers),
                TimeSpan.FromMilliseconds(arguments.GetValue(lag)),
                TimeSpan.FromSeconds(arguments.GetValue(warmUp)),
                TimeSpan.FromSeconds(arguments.GetValue(seconds)),
                arguments.GetValue(pids) ?? []);
            using var shop = arguments.GetValue(redis) is { } address
                ? await ShopConnection.ToCluster(address, arguments.GetRequiredValue(id), stop)
                : await ShopConnection.ToServer(arguments.GetValue(gateway), stop);
            var (result, mismatches) = await flash.Sell(shop.Services.GetRequiredService<IGrainFactory>(), progress, stop);
            mismatches.Explain(progress);
            return Outcome.Print(result, ResultJson.Default.FlashResult, mismatches.Count == 0);
        }));
        return command;
    }
}
