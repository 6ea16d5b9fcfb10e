using OrleansMicro.Sellers;

namespace OrleansMicro.Catalog;

/// <summary>What a client can do with products.</summary>
internal sealed class ProductService(IGrainFactory grains, GrainCalls calls, SellerService sellers)
{
    public Task<Result<Product>> PutAsync(
        string sellerId, string productId, PutProduct command, Preconditions preconditions, Caller caller, CancellationToken cancellation) =>
        preconditions.ExecuteAsync(
            () => ReadVersionAsync(sellerId, productId, caller, cancellation),
            expected => calls.ExecuteAsync(() => Grain(sellerId, productId).Put(command with { ExpectedVersion = expected }, caller), cancellation));

    public async Task<Result<Product>> GetAsync(string sellerId, string productId, Caller caller, CancellationToken cancellation)
    {
        if (await FindAsync(sellerId, productId, caller, cancellation) is { } product)
            return product;

        return new Refusal(RefusalCodes.NotFound, $"Seller '{sellerId}' has no product '{productId}'.", ProductId.Name);
    }

    public Task<Result<Product>> SetPriceAsync(
        string sellerId, string productId, SetProductPrice command, Preconditions preconditions, Caller caller, CancellationToken cancellation) =>
        preconditions.ExecuteAsync(
            () => ReadVersionAsync(sellerId, productId, caller, cancellation),
            expected => calls.ExecuteAsync(
                () => Grain(sellerId, productId).SetPrice(command with { ExpectedVersion = expected }, caller), cancellation));

    public Task<Result<Product>> WithdrawAsync(
        string sellerId, string productId, Preconditions preconditions, Caller caller, CancellationToken cancellation)
    {
        var command = new WithdrawProduct(OperationId.Create());
        return preconditions.ExecuteAsync(
            () => ReadVersionAsync(sellerId, productId, caller, cancellation),
            expected => calls.ExecuteAsync(
                () => Grain(sellerId, productId).Withdraw(command with { ExpectedVersion = expected }, caller), cancellation));
    }

    public async Task<Result<Page<Product>>> ListAsync(string sellerId, long? cursor, int limit, Caller caller, CancellationToken cancellation)
    {
        var seller = grains.GetGrain<ISellerGrain>(sellerId);
        var page = await calls.ExecuteAsync(() => seller.ListProducts(cursor, limit, caller, cancellation), cancellation);
        if (page.Items.IsEmpty && cursor is null && await sellers.FindAsync(sellerId, caller, cancellation) is null)
            return SellerService.NotFound(sellerId);

        // A product is listed before it is written. If that write failed, the id stays in the list.
        var products = await Task.WhenAll(page.Items.Select(productId => FindAsync(sellerId, productId, caller, cancellation)));
        return new Page<Product>([.. products.OfType<Product>()], page.Next);
    }

    private async Task<long?> ReadVersionAsync(string sellerId, string productId, Caller caller, CancellationToken cancellation) =>
        (await FindAsync(sellerId, productId, caller, cancellation))?.Version;

    private Task<Product?> FindAsync(string sellerId, string productId, Caller caller, CancellationToken cancellation) =>
        calls.ExecuteAsync(() => Grain(sellerId, productId).Get(caller, cancellation), cancellation);

    private IProductGrain Grain(string sellerId, string productId) => grains.GetGrain<IProductGrain>(Ids.ProductKey(sellerId, productId));
}
