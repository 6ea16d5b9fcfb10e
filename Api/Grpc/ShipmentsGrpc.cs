using Grpc.Core;
using static OrleansMicro.Grpc.GrpcRequests;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>The packages of paid orders.</summary>
internal sealed class ShipmentsGrpc(ShipmentService shipments, Caller caller) : Proto.ShipmentsService.ShipmentsServiceBase
{
    public override async Task<Proto.GetShipmentResponse> GetShipment(Proto.GetShipmentRequest request, ServerCallContext context)
    {
        var result = await shipments.GetAsync(OrderId.Parse(request.OrderId), caller, context.CancellationToken);
        return new() { Shipment = result.Accept().ToMessage() };
    }

    public override async Task<Proto.ShipPackageResponse> ShipPackage(Proto.ShipPackageRequest request, ServerCallContext context)
    {
        var (orderId, sellerId) = (OrderId.Parse(request.OrderId), SellerId.Parse(request.SellerId));
        var body = new ShipPackageRequest { Carrier = OrNull(request.Carrier), TrackingNumber = OrNull(request.TrackingNumber) }.Checked();
        var result = await shipments.ShipAsync(orderId, body.ToCommand(sellerId), caller, context.CancellationToken);
        return new() { Shipment = result.Accept().ToMessage() };
    }

    public override async Task<Proto.DeliverPackageResponse> DeliverPackage(Proto.DeliverPackageRequest request, ServerCallContext context)
    {
        var (orderId, sellerId) = (OrderId.Parse(request.OrderId), SellerId.Parse(request.SellerId));
        var result = await shipments.DeliverAsync(orderId, sellerId, caller, context.CancellationToken);
        return new() { Shipment = result.Accept().ToMessage() };
    }
}
