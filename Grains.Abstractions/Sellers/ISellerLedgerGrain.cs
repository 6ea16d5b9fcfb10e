namespace OrleansMicro.Sellers;

/// <summary>
/// The paid orders of a seller, from which the dashboard and the list of orders are read. Key: the seller's id. Entries
/// have the slots 0, 1, 2 and so on. Full pages are archived. Concurrent calls share one storage write.
/// </summary>
[Alias("om.ISellerLedgerGrain")]
public interface ISellerLedgerGrain : IGrainWithStringKey
{
    /// <summary>Adds an entry, durably, and gives its slot. A repeat gives the same slot.</summary>
    /// <param name="entry">The entry, <see cref="LedgerStatus.Paid"/>.</param>
    [Alias("Enter")]
    Task<long> Enter(LedgerEntry entry);

    /// <summary>
    /// Changes the status of an entry, durably. Nothing changes if the entry already has this status or a later one.
    /// </summary>
    [Alias("Update")]
    Task Update(long slot, string orderId, LedgerStatus status);

    /// <summary>
    /// Gets the totals of all entries, equal to a recount. Null for a seller that has neither a profile nor an order.
    /// </summary>
    [AlwaysInterleave, Alias("GetDashboard")]
    Task<SellerDashboard?> GetDashboard(Caller caller, CancellationToken cancellation = default);

    /// <summary>Lists the entries, newest first. Null for a seller that has neither a profile nor an order.</summary>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before. Null: the first page.</param>
    /// <param name="limit">1 to <see cref="Limits.MaxPageSize"/>.</param>
    /// <param name="status">Only entries with this status. Null: all.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [AlwaysInterleave, Alias("List")]
    Task<Page<LedgerEntry>?> List(long? cursor, int limit, LedgerStatus? status, Caller caller, CancellationToken cancellation = default);
}

/// <summary>The part of an order that belongs to one seller.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">The status of the seller's package.</param>
/// <param name="Units">The number of the seller's units in the order.</param>
/// <param name="Amount">The seller's part of the total.</param>
/// <param name="PlacedAt">The time at which the order was placed.</param>
[GenerateSerializer, Immutable, Alias("om.ledger.entry")]
public sealed record LedgerEntry(
    [property: Id(0)] string OrderId,
    [property: Id(1)] LedgerStatus Status,
    [property: Id(2)] long Units,
    [property: Id(3)] Money Amount,
    [property: Id(4)] DateTimeOffset PlacedAt);

/// <summary>The status of the seller's part of an order. It never goes back to an earlier one.</summary>
[GenerateSerializer, Alias("om.ledger.status")]
public enum LedgerStatus
{
    /// <summary>Paid and not yet shipped.</summary>
    Paid,

    /// <summary>Handed to the carrier.</summary>
    Shipped,

    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>Cancelled and refunded.</summary>
    Cancelled,
}

/// <summary>The total of the entries of one status and currency.</summary>
/// <param name="Status">The status.</param>
/// <param name="Orders">The number of orders.</param>
/// <param name="Units">The number of units.</param>
/// <param name="Amount">The amount, or the largest 64-bit number if the sum is larger.</param>
[GenerateSerializer, Immutable, Alias("om.ledger.total")]
public sealed record LedgerTotal(
    [property: Id(0)] LedgerStatus Status,
    [property: Id(1)] long Orders,
    [property: Id(2)] long Units,
    [property: Id(3)] Money Amount);

/// <summary>The totals of a seller.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="Totals">One total for each status and currency that has orders.</param>
/// <param name="OpenOrders">The number of orders to be shipped.</param>
/// <param name="Orders">The number of orders paid so far.</param>
[GenerateSerializer, Immutable, Alias("om.dashboard")]
public sealed record SellerDashboard(
    [property: Id(0)] string SellerId,
    [property: Id(1)] ImmutableArray<LedgerTotal> Totals,
    [property: Id(2)] long OpenOrders,
    [property: Id(3)] long Orders);
