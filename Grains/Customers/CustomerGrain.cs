using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace OrleansMicro.Customers;

/// <inheritdoc cref="ICustomerGrain"/>
[Reentrant]
public sealed class CustomerGrain(
    [PersistentState("customer")] IPersistentState<CustomerState> storage, GrainStates states, ILogger<CustomerGrain> logger) : Grain, ICustomerGrain
{
    private GroupCommit<CustomerState> _commit = null!;
    private PagedLogStore _pages = null!;

    private string CustomerId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        _pages = new PagedLogStore(GrainFactory, $"orders/{CustomerId}", logger);
        return Task.CompletedTask;
    }

    public async Task<Customer?> Get(Caller caller, CancellationToken cancellation = default) => CustomerRules.Show(await _commit.Read(), CustomerId);

    public Task<Result<Customer>> Put(PutCustomer command, Caller caller, CancellationToken cancellation = default) => _commit.Apply(state => CustomerRules.Put(state, command, CustomerId));

    public async Task AddOrder(string orderId, DateTimeOffset placedAt)
    {
        if (_commit.State.Orders.IsFull())
            await ArchivePage();
        if (!await _commit.Apply(state => CustomerRules.MayBePaged(state, placedAt) ? (state, false) : Add(state)))
            await _pages.ApplyUnlessArchived(_commit, static state => state.Orders, orderId, Add);
        if (_commit.State.Orders.ShouldArchive())
            await ArchivePage();

        (CustomerState, bool) Add(CustomerState state) => (CustomerRules.AddOrder(state, orderId, placedAt), true);
    }

    public async Task<Page<string>> ListOrders(long? cursor, int limit, Caller caller, CancellationToken cancellation = default) =>
        await _pages.ListNewestFirst((await _commit.Read()).Orders, cursor, limit);

    private Task ArchivePage() =>
        _pages.ArchivePage(
            _commit, static state => state.Orders, static (state, orders) => state with { Orders = orders, PagedUntil = state.NewestPlacedAt });
}
