namespace OrleansMicro.Simulation.Mutations;

/// <summary>All planted bugs, by name.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyDictionary<string, (string What, Func<PlantedBug> Make)> All { get; } =
        new SortedDictionary<string, (string What, Func<PlantedBug> Make)>(
            WorldBugs.All.Concat(CallBugs.All).Concat(FencingBugs.All).Concat(CancellationBugs.All).Concat(LocalReadBugs.All).Concat(BatchBugs.All)
                .Concat(EventBugs.All)
                .ToDictionary(static bug => bug.Name, static bug => (bug.What, bug.Make)),
            StringComparer.Ordinal);
}
