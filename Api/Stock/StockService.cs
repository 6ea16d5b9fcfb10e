namespace OrleansMicro.Stock;

/// <summary>What a client can do with stock.</summary>
internal sealed class StockService(IGrainFactory grains, GrainCalls calls)
{
    public async Task<Result<StockLevel>> GetAsync(string sellerId, string productId, Caller caller, CancellationToken cancellation)
    {
        if (await FindAsync(sellerId, productId, caller, cancellation) is { } level)
            return level;

        return new Refusal(RefusalCodes.NotFound, "The product was never in stock.", ProductId.Name);
    }

    public Task<Result<StockLevel>> CountAsync(
        string sellerId, string productId, CountStock command, Preconditions preconditions, Caller caller, CancellationToken cancellation) =>
        preconditions.ExecuteAsync(
            async () => (await FindAsync(sellerId, productId, caller, cancellation))?.Version,
            expected => calls.ExecuteAsync(
                () => Grain(sellerId, productId).Count(command with { ExpectedVersion = expected }, caller), cancellation));

    public Task<Result<StockLevel>> AdjustAsync(
        string sellerId, string productId, AdjustStock command, Caller caller, CancellationToken cancellation) =>
        calls.ExecuteAsync(() => Grain(sellerId, productId).Adjust(command, caller), cancellation);

    private Task<StockLevel?> FindAsync(string sellerId, string productId, Caller caller, CancellationToken cancellation) =>
        calls.ExecuteAsync(() => Grain(sellerId, productId).Get(caller, cancellation), cancellation);

    private IStockGrain Grain(string sellerId, string productId) => grains.GetGrain<IStockGrain>(Ids.ProductKey(sellerId, productId));
}
