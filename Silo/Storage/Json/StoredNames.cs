using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Silo.Storage;

/// <summary>Upgrades of stored states from an earlier version to this one.</summary>
internal static class StoredNames
{
    /// <summary>Registers every upgrade.</summary>
    public static void AddStateUpgrades(this IServiceCollection services) => services.TryAddSingleton(CreateUpgrades());

    /// <summary>Every upgrade.</summary>
    public static StateUpgrades CreateUpgrades() => new(
        [StockReservations, ShortReservations, EarlierCarts, OrdersWithParts, .. WithOutbox]);

    // Nothing to change. An earlier version that read a row of this one would write it without its events, and they would be lost: the schema version
    // makes it refuse the row instead.
    private static readonly StateUpgrade[] WithOutbox =
    [
        Unchanged<ProductState>(1), Unchanged<SellerState>(1), Unchanged<CustomerState>(1), Unchanged<OrderState>(2), Unchanged<CartState>(2),
        Unchanged<StockState>(3),
    ];

    private static readonly StateUpgrade StockReservations = new(typeof(StockState), 1, static json =>
    {
        // Rows of both names exist only if an earlier version wrote to a row of this one. The newer name wins.
        if (json.Remove("holds", out var reservations))
            json.TryAdd("reservations", reservations);
        return json;
    });

    // The state reads both forms of a reservation. An earlier program cannot read the newer one, and its error says so.
    private static readonly StateUpgrade ShortReservations = new(typeof(StockState), 2, static json => json);

    // Nothing to change. An earlier version that read a row of this one would write it without its payment and its packages: the schema version
    // makes it refuse the row instead.
    private static readonly StateUpgrade OrdersWithParts = new(typeof(OrderState), 1, static json => json);

    // Rows of this version have schema version 2, so only the rows of an earlier one are marked.
    private static readonly StateUpgrade EarlierCarts = new(typeof(CartState), 1, static json =>
    {
        json["mayHaveEarlierOrders"] = true;
        return json;
    });

    private static StateUpgrade Unchanged<TState>(int fromVersion) => new(typeof(TState), fromVersion, static json => json);
}
