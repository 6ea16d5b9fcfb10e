namespace OrleansMicro.Stock;

/// <summary>
/// The units of one product: what is on hand and which orders hold some of it. Key: <see cref="Ids.ProductKey"/>.
/// Many callers at once share one storage write; each is answered after that write. Reservations alone are not written by themselves.
/// </summary>
[Alias("om.IStockGrain")]
public interface IStockGrain : IGrainWithStringKey
{
    /// <summary>The level as it is on disk, with the reservations made since, expired ones left out; null when nothing was ever stocked.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<StockLevel?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>Adds or writes off units. Refused: <see cref="RefusalCodes.NotFound"/> for an unknown product, <see cref="RefusalCodes.OutOfStock"/>
    /// when more would be written off than is available, <see cref="RefusalCodes.Invalid"/> past a limit.</summary>
    [Alias("Adjust")]
    Task<Result<StockLevel>> Adjust(AdjustStock command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Sets what is on hand after a count. Refused as <see cref="Adjust"/>, below what is reserved, or on another version.</summary>
    [Alias("Count")]
    Task<Result<StockLevel>> Count(CountStock command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Holds units for an order until a deadline. A repeat for the same order extends the deadline. Once confirmed it stays confirmed. Until then it is kept in
    /// memory and may be lost with a crash or a failed write, as if it had expired: <see cref="Confirm"/> tells.
    /// Refused: <see cref="RefusalCodes.OutOfStock"/>, <see cref="RefusalCodes.Busy"/>, <see cref="RefusalCodes.Superseded"/>.
    /// </summary>
    [Alias("Reserve")]
    Task<Result<Reservation>> Reserve(ReserveStock command);

    /// <summary>
    /// Takes the order's units off the stock. A repeat changes nothing. Refused: <see cref="RefusalCodes.ReservationExpired"/>,
    /// <see cref="RefusalCodes.Superseded"/>.
    /// </summary>
    [Alias("ConfirmOrder")]
    Task<Result<Reservation>> Confirm(OrderToken order);

    /// <summary>
    /// Gives back what the order holds; what was confirmed goes back on hand. A repeat, or an order that holds nothing, changes nothing. A command with an
    /// older token than the reservation's changes nothing either.
    /// </summary>
    [Alias("ReleaseOrder")]
    Task Release(EndOrder order);

    /// <summary>
    /// Takes units that a paid order bought back on hand and off what was sold; part of the order's cancellation. A repeat with the same
    /// operation id changes nothing, until <see cref="Forget"/> of that operation id. Refused: <see cref="RefusalCodes.Invalid"/> when more
    /// would come back than was sold, <see cref="RefusalCodes.Busy"/>, <see cref="RefusalCodes.Superseded"/>.
    /// </summary>
    [Alias("Return")]
    Task<Result<StockLevel>> Return(ReturnStock command);

    /// <summary>
    /// Says that the order will never ask about this product again, so that the record which makes <see cref="Confirm"/> and <see cref="Release"/>
    /// idempotent may go. Removed with the next write; losing the call costs a little space. The same for the operation id of a
    /// <see cref="Return"/>.
    /// </summary>
    [OneWay, Alias("ForgetOrder")]
    Task Forget(EndOrder order);
}
