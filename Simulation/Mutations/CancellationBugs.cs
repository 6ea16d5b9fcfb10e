using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>Commands that are torn by their cancellation.</summary>
internal static class CancellationBugs
{
    public static IEnumerable<(string Name, string What, Func<PlantedBug> Make)> All =>
    [
        Bug(
            "cancelled-write-half-applied", "a shipment that is cancelled half-way is written, and its seller's ledger does not learn of it",
            HalfShipped),
    ];

    private static (string, string, Func<PlantedBug>) Bug(string name, string what, Func<IEnumerable<IIncomingGrainCallFilter>> make) =>
        (name, what, () => Make(name, what, [.. make()]));

    private static PlantedBug Make(string name, string what, List<IIncomingGrainCallFilter> filters) => new()
    {
        Name = name,
        What = what,
        Services = services => filters.ForEach(filter => services.AddSingleton(filter)),
    };

    private static IEnumerable<IIncomingGrainCallFilter> HalfShipped()
    {
        var cancelled = new HashSet<string>(StringComparer.Ordinal);
        yield return new CallBug("IShipmentGrain.Ship", async context =>
        {
            var order = context.TargetId.Key.ToString()!;
            await using var registration = context.Request.GetCancellationToken().Register(() => cancelled.Add(order));
            await context.Invoke();
            cancelled.Remove(order);
        });
        yield return new CallBug("ISellerLedgerGrain.Update", context =>
            cancelled.Contains((string)context.Request.GetArgument(1)!) ? Task.CompletedTask : context.Invoke());
    }
}
