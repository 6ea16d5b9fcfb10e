namespace OrleansMicro.Sellers;

/// <summary>
/// A seller's paid orders: the dashboard and the order list are read from it. Key: the seller's id. Entries get slots 0, 1, 2, ...; full pages are
/// archived. Many callers at once share one storage write.
/// </summary>
[Alias("om.ISellerLedgerGrain")]
public interface ISellerLedgerGrain : IGrainWithStringKey
{
    /// <summary>Enters an order, durably, and gives its slot. A repeat gives the same slot.</summary>
    /// <param name="entry">The entry, <see cref="LedgerStatus.Paid"/>.</param>
    [Alias("EnterOrder")]
    Task<long> Enter(LedgerEntry entry);

    /// <summary>Changes the status of an entry, durably. A status that is not later than the present one changes nothing.</summary>
    [Alias("Update")]
    Task Update(long slot, string orderId, LedgerStatus status);

    /// <summary>Totals over all entries. They equal a recount.</summary>
    [AlwaysInterleave, Alias("GetDashboard")]
    Task<SellerDashboard> GetDashboard(Caller caller, CancellationToken cancellation = default);

    /// <summary>The entries, newest first.</summary>
    /// <param name="cursor">Where to go on: <see cref="Page{T}.Next"/> of the part before; null: the newest.</param>
    /// <param name="limit">1 to <see cref="Limits.MaxPageSize"/>.</param>
    /// <param name="status">Only entries of this status; null: all.</param>
    /// <param name="caller">The party that asks.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [AlwaysInterleave, Alias("List")]
    Task<Page<LedgerEntry>> List(long? cursor, int limit, LedgerStatus? status, Caller caller, CancellationToken cancellation = default);
}

/// <summary>An order as one of its sellers sees it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">Where the seller's package stands.</param>
/// <param name="Units">Units of this seller in the order.</param>
/// <param name="Amount">This seller's part of the total.</param>
/// <param name="PlacedAt">When the order was placed.</param>
[GenerateSerializer, Immutable, Alias("om.ledger.entry")]
public sealed record LedgerEntry(
    [property: Id(0)] string OrderId,
    [property: Id(1)] LedgerStatus Status,
    [property: Id(2)] long Units,
    [property: Id(3)] Money Amount,
    [property: Id(4)] DateTimeOffset PlacedAt);

/// <summary>Where a seller's part of an order stands. Later ones are greater, so that a late repeat of an earlier update is recognised.</summary>
[GenerateSerializer, Alias("om.ledger.status")]
public enum LedgerStatus
{
    /// <summary>Paid, waits to be shipped.</summary>
    Paid,

    /// <summary>With the carrier.</summary>
    Shipped,

    /// <summary>Arrived.</summary>
    Delivered,

    /// <summary>Cancelled and refunded.</summary>
    Cancelled,
}

/// <summary>A sum over the entries of one status and currency.</summary>
/// <param name="Status">The status.</param>
/// <param name="Orders">Number of orders.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Amount">Money; a sum too large for 64 bits is shown as the largest number that fits.</param>
[GenerateSerializer, Immutable, Alias("om.ledger.total")]
public sealed record LedgerTotal(
    [property: Id(0)] LedgerStatus Status,
    [property: Id(1)] long Orders,
    [property: Id(2)] long Units,
    [property: Id(3)] Money Amount);

/// <summary>A seller's day at a glance.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="Totals">One per status and currency that has orders.</param>
/// <param name="OpenOrders">Orders that wait to be shipped.</param>
/// <param name="Orders">All orders ever paid.</param>
[GenerateSerializer, Immutable, Alias("om.dashboard")]
public sealed record SellerDashboard(
    [property: Id(0)] string SellerId,
    [property: Id(1)] ImmutableArray<LedgerTotal> Totals,
    [property: Id(2)] long OpenOrders,
    [property: Id(3)] long Orders);
