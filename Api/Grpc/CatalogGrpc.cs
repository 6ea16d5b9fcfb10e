using Grpc.Core;
using static OrleansMicro.Grpc.GrpcRequests;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Sellers and products.</summary>
internal sealed class CatalogGrpc(SellerService sellers, ProductService products, Cursors cursors, Caller caller)
    : Proto.CatalogService.CatalogServiceBase
{
    public override async Task<Proto.PutSellerResponse> PutSeller(Proto.PutSellerRequest request, ServerCallContext context)
    {
        var sellerId = SellerId.Parse(request.SellerId);
        var body = new PutSellerRequest { Name = request.Name, Email = OrNull(request.Email) }.Checked();
        var result = await sellers.PutAsync(sellerId, body.ToCommand(request.Condition.ToVersions()), caller, context.CancellationToken);
        return new() { Seller = result.Accept().ToMessage(), Created = result.Created };
    }

    public override async Task<Proto.GetSellerResponse> GetSeller(Proto.GetSellerRequest request, ServerCallContext context)
    {
        var result = await sellers.GetAsync(SellerId.Parse(request.SellerId), caller, context.CancellationToken);
        return new() { Seller = result.Accept().ToMessage() };
    }

    public override async Task<Proto.ListSellerOrdersResponse> ListSellerOrders(Proto.ListSellerOrdersRequest request, ServerCallContext context)
    {
        var sellerId = SellerId.Parse(request.SellerId);
        var status = StatusOf(request.Status);
        var page = ToPage(request.Cursor, request.Limit);
        var list = $"seller-orders/{sellerId.Value}/{status}";
        var result = await sellers.ListOrdersAsync(
            sellerId, cursors.Read(page.Cursor, list), page.Limit, status, caller, context.CancellationToken);
        var (items, next) = result.Accept();
        return new() { Orders = { items.Select(CatalogMessages.ToMessage) }, NextCursor = cursors.Write(next, list) ?? "" };
    }

    public override async Task<Proto.GetSellerDashboardResponse> GetSellerDashboard(
        Proto.GetSellerDashboardRequest request, ServerCallContext context)
    {
        var result = await sellers.GetDashboardAsync(SellerId.Parse(request.SellerId), caller, context.CancellationToken);
        return new() { Dashboard = result.Accept().ToMessage() };
    }

    public override async Task<Proto.PutProductResponse> PutProduct(Proto.PutProductRequest request, ServerCallContext context)
    {
        var key = KeyOf(request.SellerId, request.ProductId);
        var body = new PutProductRequest
        {
            Name = request.Name,
            Description = request.Description,
            Category = request.Category,
            Price = Require(request.Price, "price").ToPrice(),
            Freight = request.Freight?.ToAmount(),
        }.Checked();
        var result = await products.PutAsync(key, body.ToCommand(request.Condition.ToVersions()), caller, context.CancellationToken);
        return new() { Product = result.Accept().ToMessage(), Created = result.Created };
    }

    public override async Task<Proto.GetProductResponse> GetProduct(Proto.GetProductRequest request, ServerCallContext context)
    {
        var result = await products.GetAsync(KeyOf(request.SellerId, request.ProductId), caller, context.CancellationToken);
        return new() { Product = result.Accept().ToMessage() };
    }

    public override async Task<Proto.ListProductsResponse> ListProducts(Proto.ListProductsRequest request, ServerCallContext context)
    {
        var sellerId = SellerId.Parse(request.SellerId);
        var page = ToPage(request.Cursor, request.Limit);
        var list = $"products/{sellerId.Value}";
        var result = await products.ListAsync(sellerId, cursors.Read(page.Cursor, list), page.Limit, caller, context.CancellationToken);
        var (items, next) = result.Accept();
        return new() { Products = { items.Select(CatalogMessages.ToMessage) }, NextCursor = cursors.Write(next, list) ?? "" };
    }

    public override async Task<Proto.SetProductPriceResponse> SetProductPrice(Proto.SetProductPriceRequest request, ServerCallContext context)
    {
        var key = KeyOf(request.SellerId, request.ProductId);
        var body = new SetPriceRequest { Price = Require(request.Price, "price").ToPrice(), Freight = request.Freight?.ToAmount() }.Checked();
        var result = await products.SetPriceAsync(key, body.ToCommand(request.Condition.ToVersions()), caller, context.CancellationToken);
        return new() { Product = result.Accept().ToMessage() };
    }

    public override async Task<Proto.WithdrawProductResponse> WithdrawProduct(Proto.WithdrawProductRequest request, ServerCallContext context)
    {
        var command = new WithdrawProduct(OperationId.Create(), request.Condition.ToVersions());
        var result = await products.WithdrawAsync(KeyOf(request.SellerId, request.ProductId), command, caller, context.CancellationToken);
        return new() { Product = result.Accept().ToMessage() };
    }

    private static LedgerStatus? StatusOf(Proto.LedgerStatus status) => status switch
    {
        Proto.LedgerStatus.Unspecified => null,
        _ when Enum.IsDefined(status) => (LedgerStatus)(status - 1),
        _ => throw ProblemException.Invalid("status", "must be a LedgerStatus."),
    };
}
