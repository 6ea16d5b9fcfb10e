using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OrleansMicro.Events;

namespace OrleansMicro.Customers;

/// <inheritdoc cref="ICustomerGrain"/>
[Reentrant]
public sealed class CustomerGrain(
    [PersistentState("customer")] IPersistentState<CustomerState> storage,
    GrainStates states,
    TimeProvider clock,
    ILogger<CustomerGrain> logger) : Grain, ICustomerGrain, IEventSourceGrain
{
    private GroupCommit<CustomerState> _commit = null!;
    private OutboxRelay<CustomerState> _outbox = null!;
    private PagedLogStore<CustomerState, string> _orders = null!;

    private string CustomerId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _outbox = states.Outbox(CustomerEvents.RulesFor(CustomerId), this.GetGrainId());
        _commit = states.Grouped(storage, _outbox);
        _orders = new PagedLogStore<CustomerState, string>(
            $"orders/{CustomerId}",
            new IdPages(GrainFactory, $"orders/{CustomerId}"),
            _commit,
            static state => state.Orders,
            static (state, orders) => state with { Orders = orders },
            static (state, _) => state.NewestPlacedAt,
            clock,
            logger);
        return Task.CompletedTask;
    }

    public async Task<Customer?> Get(Caller caller, CancellationToken cancellation = default) =>
        CustomerRules.Show(await _commit.Read(cancellation), CustomerId);

    public Task<Result<Customer>> Put(PutCustomer command, Caller caller, CancellationToken cancellation = default) =>
        _outbox.Announced(
            () => _commit.State, () => _commit.Apply(state => CustomerRules.Put(state, command, CustomerId, clock.GetUtcNow()), cancellation));

    /// <inheritdoc/>
    public Task Relay() => _outbox.Relay(_commit.Fence, () => _commit.State);

    public async Task AddOrder(string orderId, DateTimeOffset placedAt)
    {
        await _orders.MakeRoom();
        await _orders.ApplyUnlessArchived(
            orderId, placedAt, state => state.Orders.Tail.Contains(orderId), state => (CustomerRules.AddOrder(state, orderId, placedAt), true));
        await _orders.Archive();
    }

    public async Task<Page<string>?> ListOrders(long? cursor, int limit, Caller caller, CancellationToken cancellation = default)
    {
        var state = await _commit.Read(cancellation);
        return CustomerRules.IsKnown(state) ? await _orders.ListNewestFirst(state.Orders, cursor, limit) : null;
    }
}

/// <summary>A customer as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.customer.state")]
public sealed record CustomerState
{
    /// <summary>The version of the profile. 0 if there is none.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>See <see cref="Customer"/>.</summary>
    [Id(1)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>See <see cref="Customer"/>.</summary>
    [Id(2)]
    public string? Email { get; init; }

    /// <summary>See <see cref="Customer"/>.</summary>
    [Id(3)]
    public ImmutableArray<Address> Addresses { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The ids of the orders, oldest first.</summary>
    [Id(4)]
    public PagedLog<string> Orders { get; init => field = value ?? new(); } = new();

    /// <summary>The time at which the newest order of the list was placed.</summary>
    [Id(6)]
    public DateTimeOffset NewestPlacedAt { get; init; }

    /// <summary>The executed changes of the profile, see <see cref="OperationMemory"/>.</summary>
    [Id(8)]
    public OperationMemory Operations { get; init; }

    /// <summary>The events that may not be in their log yet.</summary>
    [Id(9)]
    public Outbox Outbox { get; init => field = value ?? Outbox.Empty; } = Outbox.Empty;
}
