namespace OrleansMicro.Shipments;

/// <summary>The packages of one order, one per seller. Key: the order's id. Tells the sellers' ledgers of each change.</summary>
[Alias("om.IShipmentGrain")]
public interface IShipmentGrain : IGrainWithStringKey
{
    /// <summary>The packages; null before the order is paid.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<Shipment?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>Makes one package per seller and enters the order into each seller's ledger. A repeat changes nothing.</summary>
    [Alias("Create")]
    Task<Shipment> Create(CreateShipment command);

    /// <summary>Hands a package to the carrier. Refused: not found, wrong state.</summary>
    [Alias("Ship")]
    Task<Result<Shipment>> Ship(ShipPackage command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Records the delivery. Refused: not found, wrong state when not shipped.</summary>
    [Alias("Deliver")]
    Task<Result<Shipment>> Deliver(DeliverPackage command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Stops all packages for good; part of the cancellation of the order. Refused: wrong state once one was shipped.</summary>
    [Alias("Cancel")]
    Task<Result<Shipment>> Cancel(string operationId);

    /// <summary>Called on recovery: tells the ledgers what they were not told yet.</summary>
    [Alias("Resume")]
    Task Resume();
}
