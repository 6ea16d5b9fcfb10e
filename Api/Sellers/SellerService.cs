namespace OrleansMicro.Sellers;

/// <summary>What a client can do with sellers.</summary>
internal sealed class SellerService(GrainCalls grains)
{
    public Task<Result<Seller>> PutAsync(string sellerId, PutSeller command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(sellerId, (ISellerGrain seller) => seller.Put(command, caller), cancellation);

    public async Task<Result<Seller>> GetAsync(string sellerId, Caller caller, CancellationToken cancellation) =>
        await FindAsync(sellerId, caller, cancellation) is { } seller ? seller : NotFound(sellerId);

    public async Task<Result<Page<LedgerEntry>>> ListOrdersAsync(
        string sellerId, long? cursor, int limit, LedgerStatus? status, Caller caller, CancellationToken cancellation)
    {
        var page = await grains.CallAsync(
            sellerId, (ISellerLedgerGrain ledger) => ledger.List(cursor, limit, status, caller, cancellation), cancellation);
        return page is null ? NotFound(sellerId) : page;
    }

    public async Task<Result<SellerDashboard>> GetDashboardAsync(string sellerId, Caller caller, CancellationToken cancellation)
    {
        var dashboard = await grains.CallAsync(sellerId, (ISellerLedgerGrain ledger) => ledger.GetDashboard(caller, cancellation), cancellation);
        return dashboard is null ? NotFound(sellerId) : dashboard;
    }

    private Task<Seller?> FindAsync(string sellerId, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(sellerId, (ISellerGrain seller) => seller.Get(caller, cancellation), cancellation);

    /// <summary>The refusal for a seller without a profile.</summary>
    public static Refusal NotFound(string sellerId) => new(RefusalCodes.NotFound, $"Seller '{sellerId}' does not exist.", SellerId.Name);
}
