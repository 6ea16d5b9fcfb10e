using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace OrleansMicro.Sellers;

/// <inheritdoc cref="ISellerGrain"/>
[Reentrant]
public sealed class SellerGrain(
    [PersistentState("seller")] IPersistentState<SellerState> storage, GrainStates states, TimeProvider clock, ILogger<SellerGrain> logger)
    : Grain, ISellerGrain
{
    private GroupCommit<SellerState> _commit = null!;
    private PagedLogStore _pages = null!;

    private string SellerId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        _pages = new PagedLogStore(GrainFactory, $"products/{SellerId}", logger);
        return Task.CompletedTask;
    }

    public async Task<Seller?> Get(Caller caller, CancellationToken cancellation = default) => SellerRules.Show(await _commit.Read(cancellation), SellerId);

    public Task<Result<Seller>> Put(PutSeller command, Caller caller, CancellationToken cancellation = default) =>
        _commit.Apply(state => SellerRules.Put(state, command, SellerId, clock.GetUtcNow()), cancellation);

    public async Task<bool> AddProduct(string productId)
    {
        if (_commit.State.Products.IsFull())
            await ArchivePage();

        // The whole list is searched: an attempt long ago may have added the id although its product was never written.
        var known = await _pages.ApplyUnlessArchived(
            _commit, static state => state.Products, productId, state => Known(SellerRules.AddProduct(state, productId)));
        if (_commit.State.Products.ShouldArchive())
            await ArchivePage();
        return known ?? true;

        static (SellerState, bool?) Known((SellerState State, bool Exists) added) => added;
    }

    public async Task<Page<string>?> ListProducts(long? cursor, int limit, Caller caller, CancellationToken cancellation = default)
    {
        var state = await _commit.Read(cancellation);
        return state.Version > 0 ? await _pages.ListOldestFirst(state.Products, cursor, limit) : null;
    }

    private Task ArchivePage() =>
        _pages.ArchivePage(_commit, static state => state.Products, static (state, products) => state with { Products = products });
}
