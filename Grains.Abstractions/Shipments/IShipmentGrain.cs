namespace OrleansMicro.Shipments;

/// <summary>
/// The packages of an order, one per seller. Key: the order's id. Each change is passed on to the seller's ledger.
/// </summary>
[Alias("om.IShipmentGrain")]
public interface IShipmentGrain : IGrainWithStringKey
{
    /// <summary>Gets the packages. Null before the order is paid.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Shipment?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Creates one package per seller and adds the order to the ledger of each seller. A repeat changes nothing.
    /// </summary>
    [Alias("Create")]
    Task<Shipment> Create(CreateShipment command);

    /// <summary>
    /// Records that a package was handed to the carrier. Refused: <see cref="RefusalCodes.NotFound"/>,
    /// <see cref="RefusalCodes.WrongState"/>.
    /// </summary>
    [Alias("Ship")]
    Task<Result<Shipment>> Ship(ShipPackage command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Records the delivery of a package. Refused: <see cref="RefusalCodes.NotFound"/>,
    /// <see cref="RefusalCodes.WrongState"/> if it was not shipped.
    /// </summary>
    [Alias("Deliver")]
    Task<Result<Shipment>> Deliver(DeliverPackage command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Cancels all packages when the order is cancelled. Refused: <see cref="RefusalCodes.WrongState"/> if one was
    /// shipped.
    /// </summary>
    [Alias("Cancel")]
    Task<Result<Shipment>> Cancel(string operationId);

    /// <summary>Called by recovery: passes on to the ledgers what they have not received yet.</summary>
    [Alias("Resume")]
    Task Resume();
}
