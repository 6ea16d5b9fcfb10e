using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Simulation.Runs;

/// <summary>A seed that broke promises.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="UntilMilliseconds">The shortest time of faults that still breaks a promise.</param>
/// <param name="Broken">The broken promises, in words.</param>
/// <param name="Replay">The command that repeats the run.</param>
internal sealed record FailedSeed(long Seed, long UntilMilliseconds, IReadOnlyList<string> Broken, string Replay);

/// <summary>The final line of a run.</summary>
/// <param name="Good">Whether no promise was broken and every kind of fault was injected; with a planted bug, whether it was found.</param>
/// <param name="Bug">The planted bug, if any.</param>
/// <param name="FirstSeed">The first seed.</param>
/// <param name="Seeds">Seeds that were run.</param>
/// <param name="Failed">Seeds that broke promises.</param>
/// <param name="Hash">A hash of the hashes of all seeds, in order.</param>
/// <param name="Seconds">Duration of the run.</param>
/// <param name="SeedsPerSecond">Speed of the run.</param>
/// <param name="SimulatedHours">Virtual time.</param>
/// <param name="SimulatedHoursPerSecond">Virtual time per real second.</param>
/// <param name="Steps">Steps of the simulator.</param>
/// <param name="Orders">Orders that were placed.</param>
/// <param name="Faults">Faults by kind.</param>
/// <param name="MissingFaults">Kinds that never occurred.</param>
internal sealed record SimulateResult(
    bool Good,
    string? Bug,
    long FirstSeed,
    int Seeds,
    IReadOnlyList<FailedSeed> Failed,
    string Hash,
    double Seconds,
    double SeedsPerSecond,
    double SimulatedHours,
    double SimulatedHoursPerSecond,
    long Steps,
    long Orders,
    IReadOnlyDictionary<string, long> Faults,
    IReadOnlyList<string> MissingFaults);

/// <summary>The search for one planted bug.</summary>
/// <param name="Bug">The bug.</param>
/// <param name="Found">Whether a seed broke a promise.</param>
/// <param name="Seeds">Seeds until then, or all seeds.</param>
/// <param name="Broken">The broken promise, in words.</param>
internal sealed record BugFinding(string Bug, bool Found, int Seeds, string? Broken);

/// <summary>The final line of <c>--mutation all</c>.</summary>
/// <param name="Good">Whether every bug was found.</param>
/// <param name="Bugs">The searches.</param>
internal sealed record BugsResult(bool Good, IReadOnlyList<BugFinding> Bugs);

/// <summary>Serializes the final lines.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SimulateResult))]
[JsonSerializable(typeof(BugsResult))]
internal sealed partial class SimulateJson : JsonSerializerContext;
