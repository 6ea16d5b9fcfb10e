namespace OrleansMicro.Shipments;

/// <summary>
/// The packages of an order, one per seller. Key: the order's id. A paid order creates them, and a cancellation of the order cancels them. Each
/// change is passed on to the seller's ledger. It shares the activation and the row of its <see cref="Orders.IOrderGrain"/>.
/// </summary>
[Alias("om.IShipmentGrain")]
public interface IShipmentGrain : IGrainWithStringKey
{
    /// <summary>Gets the packages. Null before the order is paid.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Shipment?> Get(Caller caller, CancellationToken cancellation = default);

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
}
