using OrleansMicro.Sellers;

namespace OrleansMicro.Catalog;

/// <inheritdoc cref="IProductGrain"/>
public sealed class ProductGrain([PersistentState("product")] IPersistentState<ProductState> storage, GrainStates states) : Grain, IProductGrain
{
    private CommittedState<ProductState> _committed = null!;
    private string _sellerId = "";
    private string _productId = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_sellerId, _productId) = Ids.SplitProductKey(this.GetPrimaryKeyString());
        _committed = states.OneByOne(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public async Task<Product?> Get(Caller caller, CancellationToken cancellation = default) => (await _committed.Read()).Product;

    public async Task<Result<Product>> Put(PutProduct command, Caller caller, CancellationToken cancellation = default)
    {
        var (next, result) = ProductRules.Put(_committed.State, command, _sellerId, _productId);

        // The seller's list is written first, so every product for sale is in it.
        if (result.Accepted && _committed.State.Product is null
            && !await GrainFactory.GetGrain<ISellerGrain>(_sellerId).AddProduct(_productId))
            return Refusals.NotFound("sellerId", "The seller does not exist. Create the seller first.");
        return await Write(next, result);
    }

    public Task<Result<Product>> SetPrice(SetProductPrice command, Caller caller, CancellationToken cancellation = default)
    {
        var (next, result) = ProductRules.SetPrice(_committed.State, command);
        return Write(next, result);
    }

    public Task<Result<Product>> Withdraw(WithdrawProduct command, Caller caller, CancellationToken cancellation = default)
    {
        var (next, result) = ProductRules.Withdraw(_committed.State, command);
        return Write(next, result);
    }

    private async Task<Result<Product>> Write(ProductState next, Result<Product> result)
    {
        await _committed.Commit(next);
        return result;
    }
}
