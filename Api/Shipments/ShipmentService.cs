namespace OrleansMicro.Shipments;

/// <summary>What a client can do with the packages of an order.</summary>
internal sealed class ShipmentService(IGrainFactory grains, GrainCalls calls)
{
    public async Task<Result<Shipment>> GetAsync(string orderId, Caller caller, CancellationToken cancellation)
    {
        if (await calls.ExecuteAsync(() => Grain(orderId).Get(caller, cancellation), cancellation) is { } shipment)
            return shipment;

        return new Refusal(RefusalCodes.NotFound, "There are no packages: the order does not exist or is not paid.", OrderId.Name);
    }

    public Task<Result<Shipment>> ShipAsync(string orderId, ShipPackage command, Caller caller, CancellationToken cancellation) =>
        calls.ExecuteAsync(() => Grain(orderId).Ship(command, caller), cancellation);

    public Task<Result<Shipment>> DeliverAsync(string orderId, string sellerId, Caller caller, CancellationToken cancellation)
    {
        var command = new DeliverPackage(OperationId.From("deliver", sellerId), sellerId);
        return calls.ExecuteAsync(() => Grain(orderId).Deliver(command, caller), cancellation);
    }

    private IShipmentGrain Grain(string orderId) => grains.GetGrain<IShipmentGrain>(orderId);
}
