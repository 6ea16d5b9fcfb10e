namespace OrleansMicro.Shipments;

/// <summary>What a client can do with the packages of an order.</summary>
internal sealed class ShipmentService(GrainCalls grains)
{
    public async Task<Result<Shipment>> GetAsync(string orderId, Caller caller, CancellationToken cancellation) =>
        await grains.CallAsync(orderId, (IShipmentGrain shipment) => shipment.Get(caller, cancellation), cancellation) is { } shipment
            ? shipment
            : new Refusal(RefusalCodes.NotFound, $"Order '{orderId}' has no packages: it does not exist or is not paid.", OrderId.Name);

    public Task<Result<Shipment>> ShipAsync(string orderId, ShipPackage command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(orderId, (IShipmentGrain shipment) => shipment.Ship(command, caller), cancellation);

    public Task<Result<Shipment>> DeliverAsync(string orderId, string sellerId, Caller caller, CancellationToken cancellation) => grains.CallAsync(
        orderId, (IShipmentGrain package) => package.Deliver(new(OperationId.From("deliver", sellerId), sellerId), caller), cancellation);
}
