using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using OrleansMicro.Simulation.Mutations;

namespace OrleansMicro.Simulation.Runs;

/// <summary>The command line of the program.</summary>
internal static class SimulateCommand
{
    private const string AllBugs = "all";
    private const int Success = 0;

    // The run ended, and its result is not as it must be.
    private const int Mismatch = 2;

    // The run could not end.
    private const int Failed = 3;

    private static readonly Option<int> Seeds = Number("--seeds", "Number of seeds", 1_000, 1, 100_000_000);
    private static readonly Option<int> Workers = Number("--workers", "Seeds at a time", Environment.ProcessorCount, 1, 64);
    private static readonly Option<long> From = new("--from") { Description = "First seed.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Run this seed only." };
    private static readonly Option<bool> New = new("--new") { Description = "Start with a new seed, taken from the clock. It is printed." };
    private static readonly Option<double?> Minutes = new("--minutes") { Description = "Start no new seed after this number of minutes." };
    private static readonly Option<int?> Until =
        new("--until") { Description = "End the faults after this number of virtual milliseconds. The run is the same up to then." };
    private static readonly Option<FileInfo?> Trace = new("--trace") { Description = "Write every event of the run to this file. Needs --seed." };
    private static readonly Option<string?> Mutation = new Option<string?>("--mutation")
    {
        Description = "Plant a bug and run seeds until it is found: 'all', or a name from the list above.",
    }.AcceptOnlyFromAmong([AllBugs, .. PlantedBugs.All.Keys]);

    public static RootCommand Create()
    {
        var command = new RootCommand($"""
            Runs the marketplace's grains on simulated silos, network, store, payment provider and clients, in virtual time on one thread.

            A seed decides everything: the workload, the order of events and the faults. The same seed gives the same run. After each
            seed, all promises are checked against the answers that clients got. A seed that breaks a promise is reported with the shortest
            time of faults that still breaks it, and with the command that repeats the run. The last line of standard output is the result in JSON.

            Examples:
              dotnet run -c Release --project Simulation -- --seeds 200
              dotnet run -c Release --project Simulation -- --new --minutes 10
              dotnet run -c Release --project Simulation -- --seed 42 --trace trace.txt
              dotnet run -c Release --project Simulation -- --mutation all --seeds 200

            Bugs for --mutation:
            {string.Join('\n', PlantedBugs.All.Select(static bug => $"  {bug.Key}: {bug.Value.What}"))}

            Exit codes:
              0: no promise was broken; with --mutation, every planted bug was found
              2: a promise was broken, or a kind of fault never occurred in 200 seeds or more; with --mutation, a planted bug was not found
              3: the run could not be completed
            """)
        {
            Seeds, From, Seed, New, Minutes, Until, Mutation, Trace, Workers,
        };
        command.SetAction(static (arguments, stop) => RunAsync(arguments, stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        using var progress = new Progress();
        try
        {
            return arguments.GetValue(Mutation) == AllBugs
                ? await FindAll(arguments, progress, stop)
                : await RunOnce(OptionsOf(arguments, arguments.GetValue(Mutation)), progress, stop);
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
        {
            progress.Note("failed: " + failure.Message);
            return Failed;
        }
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
        progress.Note(string.Create(CultureInfo.InvariantCulture, $"First seed: {options.First}"));
        var result = await new SimulateRun(options, progress).Run(stop);
        if (result.Faults.Count > 0 && options.Bug is null)
            progress.Note("faults: " + string.Join(", ", result.Faults.Select(static fault => $"{fault.Key} {fault.Value}")));
        Console.Out.WriteLine(JsonSerializer.Serialize(result, SimulateJson.Default.SimulateResult));
        return result.Good ? Success : Mismatch;
    }

    private static async Task<int> FindAll(ParseResult arguments, Progress progress, CancellationToken stop)
    {
        var findings = new List<BugFinding>();
        foreach (var (name, (what, _)) in PlantedBugs.All)
        {
            var result = await new SimulateRun(OptionsOf(arguments, name), progress).Run(stop);
            var found = result.Failed.Count > 0 ? result.Failed[0] : null;
            findings.Add(new BugFinding(name, found is not null, found is null ? result.Seeds : (int)(found.Seed - result.FirstSeed + 1),
                found?.Broken[0]));
            progress.Note(found is null
                ? $"| `{name}` | {what} | not in {result.Seeds} | |"
                : $"| `{name}` | {what} | {found.Seed - result.FirstSeed + 1} | {found.Broken[0]} |");
        }

        var good = findings.TrueForAll(static finding => finding.Found);
        Console.Out.WriteLine(JsonSerializer.Serialize(new BugsResult(good, findings), SimulateJson.Default.BugsResult));
        return good ? Success : Mismatch;
    }

    private static Option<int> Number(string name, string description, int byDefault, int least, int most) => new(name)
    {
        Description = $"{description} ({least} to {most})",
        DefaultValueFactory = _ => byDefault,
        Validators = { result => Check(result, least, most) },
    };

    private static void Check(OptionResult result, int least, int most)
    {
        // The value is parsed here, because asking for one that is no number throws.
        if (result.Tokens is [var token]
            && !(int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && value >= least && value <= most))
            result.AddError($"{result.Option.Name} must be a whole number from {least} to {most}, and is '{token.Value}'.");
    }
}
