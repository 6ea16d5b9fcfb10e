using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OrleansMicro.Events;

namespace OrleansMicro.Sellers;

/// <inheritdoc cref="ISellerGrain"/>
[Reentrant]
public sealed class SellerGrain(
    [PersistentState("seller")] IPersistentState<SellerState> storage,
    GrainStates states,
    TimeProvider clock,
    ILogger<SellerGrain> logger) : Grain, ISellerGrain, IEventSourceGrain
{
    private GroupCommit<SellerState> _commit = null!;
    private OutboxRelay<SellerState> _outbox = null!;
    private PagedLogStore<SellerState, string> _products = null!;

    private string SellerId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _outbox = states.Outbox(SellerEvents.RulesFor(SellerId), this.GetGrainId());
        _commit = states.Grouped(storage, _outbox);
        _products = new PagedLogStore<SellerState, string>(
            $"products/{SellerId}",
            new IdPages(GrainFactory, $"products/{SellerId}"),
            _commit,
            static state => state.Products,
            static (state, products) => state with { Products = products },
            static (_, _) => null,
            clock,
            logger);
        return Task.CompletedTask;
    }

    public async Task<Seller?> Get(Caller caller, CancellationToken cancellation = default) =>
        SellerRules.Show(await _commit.Read(cancellation), SellerId);

    public Task<Result<Seller>> Put(PutSeller command, Caller caller, CancellationToken cancellation = default) =>
        _commit.Apply(state => SellerRules.Put(state, command, SellerId, clock.GetUtcNow()), cancellation);

    /// <inheritdoc/>
    public Task Relay() => _outbox.Relay(_commit.Fence, () => _commit.State);

    public async Task<bool> AddProduct(string productId)
    {
        await _products.MakeRoom();

        // The whole list is searched: an attempt long ago may have added the id although its product was never written.
        var (exists, archived) = await _products.ApplyUnlessArchived(
            productId, at: null, state => state.Products.Tail.Contains(productId), state => SellerRules.AddProduct(state, productId));
        await _products.Archive();
        return archived is not null || exists;
    }

    public async Task<Page<string>?> ListProducts(long? cursor, int limit, Caller caller, CancellationToken cancellation = default)
    {
        var state = await _commit.Read(cancellation);
        return state.Version > 0 ? await _products.ListOldestFirst(state.Products, cursor, limit) : null;
    }
}

/// <summary>A seller as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.seller.state")]
public sealed record SellerState
{
    /// <summary>The version of the profile. 0 if there is none.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>See <see cref="Seller"/>.</summary>
    [Id(1)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="Seller"/>.</summary>
    [Id(2)]
    public string? Email { get; init; }

    /// <summary>The ids of the products in the order they were added.</summary>
    [Id(3)]
    public PagedLog<string> Products { get; init => field = value ?? new(); } = new();

    /// <summary>The executed changes of the profile, see <see cref="OperationMemory"/>.</summary>
    [Id(5)]
    public OperationMemory Operations { get; init; }

    /// <summary>The events that may not be in their log yet.</summary>
    [Id(6)]
    public Outbox Outbox { get; init => field = value ?? Outbox.Empty; } = Outbox.Empty;
}
