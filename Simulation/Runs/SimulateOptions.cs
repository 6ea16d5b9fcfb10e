namespace OrleansMicro.Simulation.Runs;

/// <summary>What to run.</summary>
/// <param name="First">The first seed.</param>
/// <param name="Count">How many seeds at most.</param>
/// <param name="Limit">No new seed is begun after this time; null: no limit.</param>
/// <param name="Until">How long there is trouble in each seed; null: as long as it says.</param>
/// <param name="Bug">The name of a bug to plant, or null.</param>
/// <param name="Trace">Where to write everything that happens in a seed, or null.</param>
/// <param name="Workers">Seeds at a time.</param>
internal sealed record SimulateOptions(
    long First, int Count, TimeSpan? Limit, TimeSpan? Until, string? Bug, FileInfo? Trace, int Workers);
