using Grpc.Core;
using static OrleansMicro.Grpc.GrpcRequests;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>The stock of products.</summary>
internal sealed class StockGrpc(StockService stock, Caller caller) : Proto.StockService.StockServiceBase
{
    public override async Task<Proto.GetStockResponse> GetStock(Proto.GetStockRequest request, ServerCallContext context)
    {
        var result = await stock.GetAsync(KeyOf(request.SellerId, request.ProductId), caller, context.CancellationToken);
        return new() { Stock = ToMessage(result.Accept()) };
    }

    public override async Task<Proto.CountStockResponse> CountStock(Proto.CountStockRequest request, ServerCallContext context)
    {
        var key = KeyOf(request.SellerId, request.ProductId);
        var onHand = request.HasOnHand ? request.OnHand : (int?)null;
        var body = new CountStockRequest { OnHand = Require(onHand, "onHand")!.Value }.Checked();
        var result = await stock.CountAsync(key, body.ToCommand(request.Condition.ToVersions()), caller, context.CancellationToken);
        return new() { Stock = ToMessage(result.Accept()), Created = result.Created };
    }

    public override async Task<Proto.RestockResponse> Restock(Proto.RestockRequest request, ServerCallContext context)
    {
        var key = KeyOf(request.SellerId, request.ProductId);
        var id = context.ReadKey();
        var body = new QuantityRequest { Quantity = request.Quantity }.Checked();
        var result = await stock.RestockAsync(key, id, body.Quantity, caller, context.CancellationToken);
        return new() { Stock = ToMessage(result.Accept()) };
    }

    public override async Task<Proto.WriteOffResponse> WriteOff(Proto.WriteOffRequest request, ServerCallContext context)
    {
        var key = KeyOf(request.SellerId, request.ProductId);
        var id = context.ReadKey();
        var body = new QuantityRequest { Quantity = request.Quantity }.Checked();
        var result = await stock.WriteOffAsync(key, id, body.Quantity, caller, context.CancellationToken);
        return new() { Stock = ToMessage(result.Accept()) };
    }

    private static Proto.StockLevel ToMessage(StockLevel level) => new()
    {
        SellerId = level.SellerId,
        ProductId = level.ProductId,
        OnHand = level.OnHand,
        Reserved = level.Reserved,
        Available = level.Available,
        Received = level.Received,
        WrittenOff = level.WrittenOff,
        Sold = level.Sold,
        Version = level.Version,
    };
}
