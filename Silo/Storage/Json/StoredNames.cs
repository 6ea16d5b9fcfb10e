using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansMicro.Stock;

namespace OrleansMicro.Silo.Storage;

/// <summary>Upgrades for stored properties that have another name in this version.</summary>
internal static class StoredNames
{
    /// <summary>Registers every upgrade, and <see cref="StateUpgrades"/> that applies them.</summary>
    public static void AddStateUpgrades(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<StateUpgrade, StockReservationsUpgrade>());
        services.TryAddSingleton<StateUpgrades>();
    }

    private sealed record StockReservationsUpgrade() : StateUpgrade(typeof(StockState), 1, static json =>
    {
        // Rows of both names exist only if an earlier version wrote to a row of this one. The newer name wins.
        if (json.Remove("holds", out var reservations))
            json.TryAdd("reservations", reservations);
        return json;
    });
}
