namespace OrleansMicro.Simulation.Runs;

/// <summary>The choices of the command line.</summary>
/// <param name="First">The first seed.</param>
/// <param name="Count">The number of seeds.</param>
/// <param name="Limit">No new seed starts after this time; null: no limit.</param>
/// <param name="Until">The time of faults in each seed; null: as the seed decides.</param>
/// <param name="Bug">The name of a bug to plant, or null.</param>
/// <param name="Trace">A file for all events of the seed, or null.</param>
/// <param name="Workers">Seeds at a time.</param>
internal sealed record SimulateOptions(
    long First, int Count, TimeSpan? Limit, TimeSpan? Until, string? Bug, FileInfo? Trace, int Workers);
