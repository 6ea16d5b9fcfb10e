namespace OrleansMicro.Stock;

/// <summary>What a client can do with stock. A key is <see cref="Ids.ProductKey"/>.</summary>
internal sealed class StockService(GrainCalls grains)
{
    public async Task<Result<StockLevel>> GetAsync(string key, Caller caller, CancellationToken cancellation) =>
        await grains.CallAsync(key, (IStockGrain stock) => stock.Get(caller, cancellation), cancellation) is { } level
            ? level
            : new Refusal(RefusalCodes.NotFound, $"Product '{key}' was never in stock.", ProductId.Name);

    public Task<Result<StockLevel>> CountAsync(string key, CountStock command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(key, (IStockGrain stock) => stock.Count(command, caller), cancellation);

    public Task<Result<StockLevel>> RestockAsync(string key, IdempotencyKey id, int quantity, Caller caller, CancellationToken cancellation) =>
        AdjustAsync(key, new(id.ToOperationId("restock"), quantity), caller, cancellation);

    public Task<Result<StockLevel>> WriteOffAsync(string key, IdempotencyKey id, int quantity, Caller caller, CancellationToken cancellation) =>
        AdjustAsync(key, new(id.ToOperationId("write-off"), -quantity), caller, cancellation);

    private Task<Result<StockLevel>> AdjustAsync(string key, AdjustStock command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(key, (IStockGrain stock) => stock.Adjust(command, caller), cancellation);
}
