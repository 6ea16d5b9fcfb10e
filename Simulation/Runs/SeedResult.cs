namespace OrleansMicro.Simulation.Runs;

/// <summary>The result of a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">The hash of everything that happened.</param>
/// <param name="Broken">The broken promises, in words.</param>
/// <param name="Faults">Faults by kind.</param>
/// <param name="Simulated">Virtual time.</param>
/// <param name="Steps">Steps of the simulator.</param>
/// <param name="Trouble">The time of faults.</param>
/// <param name="Orders">Orders that were placed.</param>
internal sealed record SeedResult(
    long Seed,
    string Hash,
    IReadOnlyList<string> Broken,
    IReadOnlyDictionary<string, long> Faults,
    TimeSpan Simulated,
    long Steps,
    TimeSpan Trouble,
    int Orders);
