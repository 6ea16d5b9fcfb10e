using OrleansMicro.Bench.Api;

namespace OrleansMicro.Bench.Replay;

/// <summary>What the server says that it holds, as it was read back through the API.</summary>
/// <param name="Customers">The order list of each customer.</param>
/// <param name="Orders">What each listed order's own resources say, by order id.</param>
/// <param name="Sellers">By seller id.</param>
/// <param name="Stock">By product id; null: nothing was ever stocked.</param>
internal sealed record Observed(
    IReadOnlyDictionary<string, List<Order>> Customers,
    IReadOnlyDictionary<string, ObservedOrder> Orders,
    IReadOnlyDictionary<string, ObservedSeller> Sellers,
    IReadOnlyDictionary<string, StockLevel?> Stock);

internal sealed record ObservedOrder(Order? Order, OrderPayment? Payment, Shipment? Shipment);

internal sealed record ObservedSeller(Dashboard? Dashboard, List<LedgerEntry> Entries, List<Product> Products);
