namespace OrleansMicro.Stock;

/// <summary>
/// The stock of a product: the units on hand and the reservations of orders. Key: <see cref="Ids.ProductKey"/>.
/// Concurrent calls share one storage write, and each is answered after it. A reservation alone causes no write.
/// </summary>
[Alias("om.IStockGrain")]
public interface IStockGrain : IGrainWithStringKey
{
    /// <summary>
    /// Gets the stock as it is on disk, with the reservations that have not expired. Null if the product was never
    /// stocked.
    /// </summary>
    [AlwaysInterleave, Alias("Get")]
    Task<StockLevel?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Adds or writes off units. Refused: <see cref="RefusalCodes.NotFound"/> for an unknown product,
    /// <see cref="RefusalCodes.OutOfStock"/> for a write-off of more units than are available,
    /// <see cref="RefusalCodes.Invalid"/> outside the limits.
    /// </summary>
    [Alias("Adjust")]
    Task<Result<StockLevel>> Adjust(AdjustStock command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Sets the stock on hand after a stocktake. Refused: as <see cref="Adjust"/>,
    /// <see cref="RefusalCodes.OutOfStock"/> below the reserved units, <see cref="RefusalCodes.VersionMismatch"/>.
    /// </summary>
    [Alias("Count")]
    Task<Result<StockLevel>> Count(CountStock command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Reserves units for an order until a deadline. A repeat for the same order extends the deadline. A reservation is
    /// kept in memory until it is confirmed. A crash or a failed write can lose it, as if it had expired;
    /// <see cref="Confirm"/> is refused then. Refused: <see cref="RefusalCodes.OutOfStock"/>,
    /// <see cref="RefusalCodes.Busy"/>, <see cref="RefusalCodes.Superseded"/>.
    /// </summary>
    [Alias("Reserve")]
    Task<Result<Reservation>> Reserve(ReserveStock command);

    /// <summary>
    /// Confirms a reservation: its units are sold and leave the stock. A repeat changes nothing. Refused:
    /// <see cref="RefusalCodes.ReservationExpired"/>, <see cref="RefusalCodes.Superseded"/>.
    /// </summary>
    [Alias("Confirm")]
    Task<Result<Reservation>> Confirm(OrderToken order);

    /// <summary>
    /// Releases the reservation of an order. Confirmed units return to the stock on hand. Nothing changes for a repeat,
    /// for an order without a reservation, or if the token is older than that of the reservation.
    /// </summary>
    [Alias("Release")]
    Task Release(EndOrder order);

    /// <summary>
    /// Returns units of a paid order to the stock on hand when the order is cancelled. A repeat with the same operation
    /// id changes nothing until <see cref="Forget"/> is called with this id. Refused:
    /// <see cref="RefusalCodes.Invalid"/> for more units than were sold, <see cref="RefusalCodes.Busy"/>,
    /// <see cref="RefusalCodes.Superseded"/>.
    /// </summary>
    [Alias("Return")]
    Task<Result<StockLevel>> Return(ReturnStock command);

    /// <summary>
    /// Removes the record that makes <see cref="Confirm"/> and <see cref="Release"/> idempotent for an order, or
    /// <see cref="Return"/> for an operation id. Call it when the order has ended. The record goes with the next write;
    /// a lost call costs a little space. Ends when the events of all that the order did here are in their log, so that
    /// the order need not see to it any more.
    /// </summary>
    [Alias("Forget")]
    Task Forget(EndOrder order);
}
