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
    /// The class of orders. Each purchase activates one, and most are called once more at the most. One that is in flight is called by each
    /// recovery pulse.
    /// </summary>
    public static string Order { get; } = typeof(OrderGrain).FullName!;

    /// <summary>The classes of carts, customers and pages of lists. A customer who is here calls them again, and hardly anybody else does.</summary>
    public static ImmutableArray<string> CartsCustomersAndPages { get; } =
    [
        .. from type in (Type[])[typeof(CartGrain), typeof(CustomerGrain), typeof(IdPageGrain), typeof(SellerLedgerPageGrain)]
           select type.FullName!,
    ];
}
