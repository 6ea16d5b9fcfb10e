using System.CommandLine;
using System.Globalization;
using OrleansMicro.Simulation.Breaks;
using OrleansMicro.Simulation.Runs;

namespace OrleansMicro.Simulation;

/// <summary><c>simulate</c>.</summary>
internal static class SimulateCommand
{
    private const string AllBugs = "all";

    private static readonly Option<int> Seeds = Number("--seeds", "How many seeds to run", 1_000, 1, 100_000_000);
    private static readonly Option<int> Workers = Number("--workers", "Seeds at a time", Environment.ProcessorCount, 1, 64);
    private static readonly Option<long> From = new("--from") { Description = "The first seed.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Run this seed only." };
    private static readonly Option<bool> New = new("--new") { Description = "Begin with a seed that nobody has run, which is printed." };
    private static readonly Option<double?> Minutes = new("--minutes") { Description = "Begin no new seed after so many minutes." };
    private static readonly Option<int?> Until = new("--until") { Description = "Milliseconds of trouble per seed; the rest of the seed's plan is left out." };
    private static readonly Option<FileInfo?> Trace = new("--trace") { Description = "Write everything that happens to this file. One seed only." };
    private static readonly Option<string?> Break = new Option<string?>("--break")
    {
        Description = "Plant a bug and run seeds until it is found: 'all', or one of those listed above.",
    }.AcceptOnlyFromAmong([AllBugs, .. PlantedBugs.All.Keys]);

    private static Option<int> Number(string name, string description, int byDefault, int least, int most) => new(name)
    {
        Description = $"{description} ({least} to {most})",
        DefaultValueFactory = _ => byDefault,
    };

    public static RootCommand Create()
    {
        var command = new RootCommand($"""
            Runs the marketplace's grains on simulated silos, network, store, payment provider and clients: one thread, virtual time, and a seed that decides
            everything, also what goes wrong. After every seed all promises are checked against what clients were told. The same seed gives the same run.
            A seed that breaks a promise is shown with the shortest prefix that still does, and with the command that replays it.

            Bugs for --break:
            {string.Join('\n', PlantedBugs.All.Select(static bug => $"  {bug.Key}: {bug.Value.What}"))}

            Exit code 0: no promise was broken (--break: the bug was found). 2: one was (--break: it was not found).
            """)
        {
            Seeds, From, Seed, New, Minutes, Until, Break, Trace, Workers,
        };
        command.SetAction(static (arguments, stop) => Outcome.Of(progress => arguments.GetValue(Break) == AllBugs
            ? FindAll(arguments, progress, stop)
            : RunOnce(OptionsOf(arguments, arguments.GetValue(Break)), progress, stop)));
        return command;
    }

    private static SimulateOptions OptionsOf(ParseResult arguments, string? bug)
    {
        var seed = arguments.GetValue(Seed);
        var trace = arguments.GetValue(Trace);
        if (trace is not null && seed is null)
            throw new FormatException("--trace needs --seed.");
        var first = seed ?? (arguments.GetValue(New) ? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() : arguments.GetValue(From));
        return new SimulateOptions(
            first,
            seed is null ? arguments.GetValue(Seeds) : 1,
            arguments.GetValue(Minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            arguments.GetValue(Until) is { } until ? TimeSpan.FromMilliseconds(until) : null,
            bug,
            trace,
            arguments.GetValue(Workers));
    }

    private static async Task<int> RunOnce(SimulateOptions options, Progress progress, CancellationToken stop)
    {
        progress.Note(string.Create(CultureInfo.InvariantCulture, $"Seeds from {options.First} on."));
        var result = await new SimulateRun(options, progress).Run(stop);
        if (result.Faults.Count > 0 && options.Bug is null)
            progress.Note("faults: " + string.Join(", ", result.Faults.Select(static fault => $"{fault.Key} {fault.Value}")));
        return Outcome.Print(result, SimulateJson.Default.SimulateResult, result.Good);
    }

    private static async Task<int> FindAll(ParseResult arguments, Progress progress, CancellationToken stop)
    {
        var worst = Outcome.Success;
        foreach (var (name, (what, _)) in PlantedBugs.All)
        {
            var result = await new SimulateRun(OptionsOf(arguments, name), progress).Run(stop);
            worst = result.Good ? worst : Outcome.Mismatch;
            var found = result.Failed.Count > 0 ? result.Failed[0] : null;
            progress.Note(found is null
                ? $"| {name} | {what} | not in {result.Seeds} | |"
                : $"| {name} | {what} | {found.Seed - result.FirstSeed + 1} | {found.Broken[0]} |");
        }

        return worst;
    }
}
