using System.Collections.Immutable;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;

namespace OrleansMicro;

/// <summary>Which grains are seldom called again soon, so that a host can let their idle activations go early.</summary>
public static class GrainLifetimes
{
    /// <summary>
    /// The classes of orders, carts, customers and pages of lists. Each purchase activates some of them, and hardly anybody asks for them minutes
    /// later. An order that is not finished keeps itself active.
    /// </summary>
    public static ImmutableArray<string> Short { get; } =
    [
        .. from type in (Type[])[typeof(OrderGrain), typeof(CartGrain), typeof(CustomerGrain), typeof(IdPageGrain), typeof(SellerLedgerPageGrain)]
           select type.FullName!,
    ];
}
