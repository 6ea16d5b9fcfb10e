namespace OrleansMicro.Catalog;

/// <summary>What a client can do with products. A key is <see cref="Ids.ProductKey"/>.</summary>
internal sealed class ProductService(GrainCalls grains, IProductsAtHand? atHand = null)
{
    public Task<Result<Product>> PutAsync(string key, PutProduct command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(key, (IProductGrain product) => product.Put(command, caller), cancellation);

    public async Task<Result<Product>> GetAsync(string key, Caller caller, CancellationToken cancellation) =>
        await FindAsync(key, caller, cancellation) is { } product
            ? product
            : new Refusal(RefusalCodes.NotFound, $"Product '{key}' does not exist.", ProductId.Name);

    public Task<Result<Product>> SetPriceAsync(string key, SetProductPrice command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(key, (IProductGrain product) => product.SetPrice(command, caller), cancellation);

    public Task<Result<Product>> WithdrawAsync(string key, WithdrawProduct command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(key, (IProductGrain product) => product.Withdraw(command, caller), cancellation);

    public async Task<Result<Page<Product>>> ListAsync(string sellerId, long? cursor, int limit, Caller caller, CancellationToken cancellation)
    {
        var page = await grains.CallAsync(sellerId, (ISellerGrain seller) => seller.ListProducts(cursor, limit, caller, cancellation), cancellation);
        if (page is null)
            return SellerService.NotFound(sellerId);

        // A product is listed before it is written. If that write failed, the id stays in the list.
        var products = await Task.WhenAll(page.Items.Select(productId => FindAsync(Ids.ProductKey(sellerId, productId), caller, cancellation)));
        return new Page<Product>([.. products.OfType<Product>()], page.Next);
    }

    private Task<Product?> FindAsync(string key, Caller caller, CancellationToken cancellation) => atHand?.Find(key) is { } product
        ? Task.FromResult<Product?>(product)
        : grains.CallAsync(key, (IProductGrain grain) => grain.Get(caller, cancellation), cancellation);
}
