using System.CommandLine;
using OrleansMicro.Bench.Commands;
using OrleansMicro.Bench.Common;
using OrleansMicro.Tools.Chaos;

namespace OrleansMicro.Tools.Commands;

/// <summary><c>chaos SCENARIO FILE</c>.</summary>
internal static class ChaosCommand
{
    public static Command Create()
    {
        var scenario = new Argument<string>("SCENARIO") { Description = "What happens to the cluster." }.AcceptOnlyFromAmong([.. Scenarios.All.Keys]);
        var file = new Argument<FileInfo>("FILE") { Description = "CSV file of Online Retail order lines." }.AcceptExistingOnly();
        var silos = CommonOptions.Number("--silos", "Silos", 3, 1, 16);
        var apis = CommonOptions.Number("--apis", "APIs", 2, 1, 16);
        var workers = CommonOptions.Number("--workers", "Customers that order at once", 32, 1, 1_000);
        var invoices = CommonOptions.Number("--limit-invoices", "Invoices of one replay; replays follow one another", 400, 1, int.MaxValue);
        var rounds = CommonOptions.Number("--rounds", "How often it happens", 1, 1, 1_000);
        var every = CommonOptions.Number("--every", "Seconds from one time to the next", 10, 1, 3_600);
        var length = CommonOptions.Number("--length", "Seconds for which it lasts: pauses and cuts", 25, 1, 3_600);
        var backWithin = CommonOptions.Number(
            "--back-within", "Seconds after which grains of a killed or paused silo must answer again; more on a machine that is busy or shared",
            10, 1, 3_600);
        var keepLogs = new Option<bool>("--keep-logs")
        {
            Description = "Keeps the logs of all processes, which are kept in any case when something is wrong.",
        };
        var command = new Command("chaos", """
            Starts a cluster with a Redis of its own, makes trouble while real orders are replayed, and reconciles everything.

            crash            kill -9 of a silo, a new one 3 s later
            all-killed       kill -9 of all silos at once, new ones after --length
            zombie-stopped   SIGSTOP of a silo, SIGCONT after --length
            zombie-no-redis  a silo is cut off from Redis for --length
            zombie-no-silos  a silo is cut off from the other silos for --length
            redis-restart    Redis is stopped and started again
            redis-pause      Redis is paused for --length
            redis-late       Redis is started after the silos
            rolling          SIGTERM to every silo and API one after another, each followed by a new one; no request may fail

            Exit code 0: all is as promised. 2: mismatches, explained on standard error. 3: gave up.
            """)
        {
            scenario, file, silos, apis, workers, invoices, rounds, every, length, backWithin, keepLogs,
        };
        command.SetAction((arguments, stop) => Outcome.Run(progress => Run(
            arguments.GetRequiredValue(scenario),
            new ChaosPlan(
                arguments.GetRequiredValue(file), arguments.GetValue(silos), arguments.GetValue(apis), arguments.GetValue(workers),
                arguments.GetValue(invoices), arguments.GetValue(rounds), TimeSpan.FromSeconds(arguments.GetValue(every)),
                TimeSpan.FromSeconds(arguments.GetValue(length)), TimeSpan.FromSeconds(arguments.GetValue(backWithin)), []),
            arguments.GetValue(keepLogs),
            progress,
            stop)));
        return command;
    }

    private static async Task<int> Run(string scenario, ChaosPlan plan, bool keepLogs, Progress progress, CancellationToken stop)
    {
        await using var world = await ChaosWorld.Start(plan, progress, stop, redisLast: scenario == "redis-late");
        world.KeepLogs = true;
        await world.Replays.During(Scenarios.All[scenario](world, stop), stop);
        world.CheckThatOrdersEnded();
        world.CheckAnswers();
        var result = world.Result(scenario);
        world.Mismatches.Explain(progress);
        world.KeepLogs = keepLogs || !result.Good;
        return Outcome.Print(result, ToolJson.Default.ChaosResult, result.Good);
    }
}
