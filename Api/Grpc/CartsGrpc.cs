using Grpc.Core;
using static OrleansMicro.Grpc.GrpcRequests;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Carts and their checkout.</summary>
internal sealed class CartsGrpc(CartService carts, Caller caller) : Proto.CartsService.CartsServiceBase
{
    public override async Task<Proto.GetCartResponse> GetCart(Proto.GetCartRequest request, ServerCallContext context)
    {
        var result = await carts.GetAsync(CustomerId.Parse(request.CustomerId), caller, context.CancellationToken);
        return new() { Cart = result.Accept().ToMessage() };
    }

    public override async Task<Proto.AddCartLineResponse> AddCartLine(Proto.AddCartLineRequest request, ServerCallContext context)
    {
        var customerId = CustomerId.Parse(request.CustomerId);
        var key = context.ReadKey();
        var body = new AddCartLineRequest { SellerId = request.SellerId, ProductId = request.ProductId, Quantity = request.Quantity }.Checked();
        var command = body.ToCommand(key, request.Condition.ToVersions());
        return new() { Change = (await carts.PutLineAsync(customerId, command, caller, context.CancellationToken)).Accept().ToMessage() };
    }

    public override async Task<Proto.PutCartLineResponse> PutCartLine(Proto.PutCartLineRequest request, ServerCallContext context)
    {
        var customerId = CustomerId.Parse(request.CustomerId);
        var (sellerId, productId) = (SellerId.Parse(request.SellerId), ProductId.Parse(request.ProductId));
        var body = new QuantityRequest { Quantity = request.Quantity }.Checked();
        var command = new PutCartLine(OperationId.Create(), sellerId, productId, body.Quantity, Add: false, request.Condition.ToVersions());
        return new() { Change = (await carts.PutLineAsync(customerId, command, caller, context.CancellationToken)).Accept().ToMessage() };
    }

    public override async Task<Proto.RemoveCartLineResponse> RemoveCartLine(Proto.RemoveCartLineRequest request, ServerCallContext context)
    {
        var customerId = CustomerId.Parse(request.CustomerId);
        var (sellerId, productId) = (SellerId.Parse(request.SellerId), ProductId.Parse(request.ProductId));
        var command = new RemoveCartLine(OperationId.Create(), sellerId, productId, request.Condition.ToVersions());
        return new() { Change = (await carts.RemoveLineAsync(customerId, command, caller, context.CancellationToken)).Accept().ToMessage() };
    }

    public override async Task<Proto.ClearCartResponse> ClearCart(Proto.ClearCartRequest request, ServerCallContext context)
    {
        var customerId = CustomerId.Parse(request.CustomerId);
        var command = new ClearCart(OperationId.Create(), request.Condition.ToVersions());
        return new() { Change = (await carts.ClearAsync(customerId, command, caller, context.CancellationToken)).Accept().ToMessage() };
    }

    public override async Task<Proto.CheckoutResponse> Checkout(Proto.CheckoutRequest request, ServerCallContext context)
    {
        var customerId = CustomerId.Parse(request.CustomerId);
        var key = context.ReadKey();
        var body = new CheckoutRequest
        {
            PaymentMethod = request.PaymentMethod,
            ShipTo = Require(request.ShipTo, "shipTo").ToRequest(),
            AllowPartial = request.AllowPartial,
            Total = request.Total?.ToPrice(),
        }.Checked();
        var command = body.ToCommand(customerId, key, request.Condition.ToVersions());
        var result = await carts.CheckoutAsync(customerId, command, new(request.RespondAsync), caller, context.CancellationToken);
        var (order, isReplayed, hasCartChanged) = result.Accept();
        return new() { Order = order.ToMessage(), Replayed = isReplayed, CartChanged = hasCartChanged };
    }
}
