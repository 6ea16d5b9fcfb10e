namespace OrleansMicro.Sellers;

/// <summary>What a client can do with sellers.</summary>
internal sealed class SellerService(IGrainFactory grains, GrainCalls calls)
{
    public Task<Result<Seller>> PutAsync(
        string sellerId, PutSeller command, Preconditions preconditions, Caller caller, CancellationToken cancellation) =>
        preconditions.ExecuteAsync(
            async () => (await FindAsync(sellerId, caller, cancellation))?.Version,
            expected => calls.ExecuteAsync(() => Grain(sellerId).Put(command with { ExpectedVersion = expected }, caller), cancellation));

    public async Task<Result<Seller>> GetAsync(string sellerId, Caller caller, CancellationToken cancellation)
    {
        if (await FindAsync(sellerId, caller, cancellation) is { } seller)
            return seller;

        return NotFound(sellerId);
    }

    public async Task<Result<Page<LedgerEntry>>> ListOrdersAsync(
        string sellerId, long? cursor, int limit, LedgerStatus? status, Caller caller, CancellationToken cancellation)
    {
        var ledger = grains.GetGrain<ISellerLedgerGrain>(sellerId);
        var page = await calls.ExecuteAsync(() => ledger.List(cursor, limit, status, caller, cancellation), cancellation);
        return page.Items.IsEmpty && cursor is null && await FindAsync(sellerId, caller, cancellation) is null ? NotFound(sellerId) : page;
    }

    public async Task<Result<SellerDashboard>> GetDashboardAsync(string sellerId, Caller caller, CancellationToken cancellation)
    {
        var ledger = grains.GetGrain<ISellerLedgerGrain>(sellerId);
        var dashboard = await calls.ExecuteAsync(() => ledger.GetDashboard(caller, cancellation), cancellation);
        return dashboard.Orders == 0 && await FindAsync(sellerId, caller, cancellation) is null ? NotFound(sellerId) : dashboard;
    }

    /// <summary>The refusal for a seller without a profile.</summary>
    public static Refusal NotFound(string sellerId) => new(RefusalCodes.NotFound, $"Seller '{sellerId}' does not exist.", SellerId.Name);

    /// <summary>The profile; null if there is none.</summary>
    public Task<Seller?> FindAsync(string sellerId, Caller caller, CancellationToken cancellation) =>
        calls.ExecuteAsync(() => Grain(sellerId).Get(caller, cancellation), cancellation);

    private ISellerGrain Grain(string sellerId) => grains.GetGrain<ISellerGrain>(sellerId);
}
