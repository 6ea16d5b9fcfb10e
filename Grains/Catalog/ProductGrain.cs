using OrleansMicro.Batches;
using OrleansMicro.Events;
using OrleansMicro.Sellers;

namespace OrleansMicro.Catalog;

/// <inheritdoc cref="IProductGrain"/>
public sealed class ProductGrain(
    [PersistentState("product")] IPersistentState<ProductState> storage,
    GrainStates states,
    LocalProducts local,
    IClusterSilos silos,
    TimeProvider clock) : HomeGrain(silos), IProductGrain, IEventSourceGrain
{
    private CommittedState<ProductState> _committed = null!;
    private OutboxRelay<ProductState> _outbox = null!;
    private string _sellerId = "";
    private string _productId = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_sellerId, _productId) = Ids.SplitProductKey(this.GetPrimaryKeyString());
        _outbox = states.Outbox(ProductEvents.Rules, this.GetGrainId());
        _committed = states.OneByOne(storage, End, _outbox);
        local.Publish(this.GetPrimaryKeyString(), _committed);
        return base.OnActivateAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        local.Withdraw(this.GetPrimaryKeyString(), _committed);
        return Task.CompletedTask;
    }

    public async Task<Product?> Get(Caller caller, CancellationToken cancellation = default)
    {
        GoHome();
        return (await _committed.Read()).Product;
    }

    public async Task<Result<Product>> Put(PutProduct command, Caller caller, CancellationToken cancellation = default)
    {
        var (next, result) = ProductRules.Put(_committed.State, command, _sellerId, _productId, clock.GetUtcNow());

        // The seller's list is written first, so every product for sale is in it.
        if (result.Accepted && _committed.State.Product is null
            && !await GrainFactory.GetGrain<ISellerGrain>(_sellerId).AddProduct(_productId))
            return Refusals.NotFound("sellerId", "The seller does not exist. Create the seller first.");
        return await Write(next, result);
    }

    public Task<Result<Product>> SetPrice(SetProductPrice command, Caller caller, CancellationToken cancellation = default)
    {
        var (next, result) = ProductRules.SetPrice(_committed.State, command, clock.GetUtcNow());
        return Write(next, result);
    }

    public Task<Result<Product>> Withdraw(WithdrawProduct command, Caller caller, CancellationToken cancellation = default)
    {
        var (next, result) = ProductRules.Withdraw(_committed.State, command, clock.GetUtcNow());
        return Write(next, result);
    }

    /// <inheritdoc/>
    public Task Relay() => _outbox.Relay(() => _committed.Write(_committed.Replacements, static state => state), () => _committed.State);

    /// <summary>Calls that run still end before the activation does. Local reads must not wait for that.</summary>
    private void End()
    {
        local.Withdraw(this.GetPrimaryKeyString(), _committed);
        DeactivateOnIdle();
    }

    private async Task<Result<Product>> Write(ProductState next, Result<Product> result)
    {
        await _committed.Commit(next);
        return result;
    }
}

/// <summary>A product as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.product.state")]
public sealed record ProductState
{
    /// <summary>The product. Null until it is put for the first time.</summary>
    [Id(0)]
    public Product? Product { get; init; }

    /// <summary>The executed changes of the product, see <see cref="OperationMemory"/>.</summary>
    [Id(2)]
    public OperationMemory Operations { get; init; }

    /// <summary>The events that may not be in their log yet.</summary>
    [Id(3)]
    public Outbox Outbox { get; init => field = value ?? Outbox.Empty; } = Outbox.Empty;

    /// <summary>The version of the product. 0 if there is none.</summary>
    internal long Version => Product?.Version ?? 0;
}
