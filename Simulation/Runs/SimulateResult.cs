using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Simulation.Runs;

/// <summary>A seed that broke promises.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="UntilMilliseconds">The shortest time of trouble after which it still does.</param>
/// <param name="Broken">The promises in words.</param>
/// <param name="Replay">The command that does it again.</param>
internal sealed record FailedSeed(long Seed, long UntilMilliseconds, IReadOnlyList<string> Broken, string Replay);

/// <summary>The final line of <c>simulate</c>.</summary>
/// <param name="Good">Whether no promise was broken and every kind of fault was injected.</param>
/// <param name="Bug">The planted bug, if any.</param>
/// <param name="FirstSeed">The first seed.</param>
/// <param name="Seeds">Seeds that were run.</param>
/// <param name="Failed">Seeds that broke promises.</param>
/// <param name="Hash">Of the hashes of all seeds, in their order.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="SeedsPerSecond">How fast it was.</param>
/// <param name="SimulatedHours">Virtual time.</param>
/// <param name="SimulatedHoursPerSecond">Virtual time per real second.</param>
/// <param name="Steps">Steps of the simulator.</param>
/// <param name="Orders">Orders that were made.</param>
/// <param name="Faults">Faults by kind.</param>
/// <param name="MissingFaults">Kinds that never came up.</param>
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

/// <summary>Writes it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SimulateResult))]
internal sealed partial class SimulateJson : JsonSerializerContext;
