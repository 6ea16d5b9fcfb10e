using OrleansMicro.Sellers;

namespace OrleansMicro.Catalog;

/// <inheritdoc cref="IProductGrain"/>
public sealed class ProductGrain([PersistentState("product")] IPersistentState<ProductState> storage) : Grain, IProductGrain
{
    private CommittedState<ProductState> _committed = null!;
    private string _sellerId = "";
    private string _productId = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_sellerId, _productId) = Ids.SplitProductKey(this.GetPrimaryKeyString());
        _committed = new CommittedState<ProductState>(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task<Product?> Get() => Task.FromResult(_committed.State.Product);

    public async Task<Result<Product>> Put(PutProduct command)
    {
        var (next, result) = ProductRules.Put(_committed.State, command, _sellerId, _productId);

        // The seller's list first: a product that is for sale is always in it.
        if (result.Accepted && _committed.State.Product is null
            && !await GrainFactory.GetGrain<ISellerGrain>(_sellerId).AddProduct(_productId))
            return Refusals.NotFound("sellerId", "There is no such seller. Create the seller first.");
        return await Write(next, result);
    }

    public Task<Result<Product>> SetPrice(SetProductPrice command)
    {
        var (next, result) = ProductRules.SetPrice(_committed.State, command);
        return Write(next, result);
    }

    public Task<Result<Product>> Withdraw(WithdrawProduct command)
    {
        var (next, result) = ProductRules.Withdraw(_committed.State, command);
        return Write(next, result);
    }

    private async Task<Result<Product>> Write(ProductState next, Result<Product> result)
    {
        if (!ReferenceEquals(next, _committed.State))
            await _committed.Write(next);
        return result;
    }
}
