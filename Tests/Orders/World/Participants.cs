using System.Collections.Immutable;
using OrleansMicro.Payments;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>A product's stock: the real rules over a row that all but reservations are written to.</summary>
internal sealed class StockPart(TimeProvider clock, string key)
{
    private StockState _disk = new();

    public StockState State { get; private set; } = new();

    private StockContext At
    {
        get
        {
            var (seller, product) = Ids.SplitProductKey(key);
            return new StockContext(seller, product, clock.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    public StockLevel Level => StockRules.Level(State, At);

    public void Put(int units) => State = _disk = State with { OnHand = units, Received = units, Version = 1 };

    /// <summary>The activation ends.</summary>
    public void Lose() => State = _disk;

    public Task<Result<Reservation>> Reserve(ReserveStock command)
    {
        (State, var result) = StockRules.Reserve(State, command, At);
        return Task.FromResult(result);
    }

    public Task<Result<Reservation>> Confirm(OrderToken order) => Keep(StockRules.Confirm(State, order, At));

    public Task<Result<StockLevel>> Return(ReturnStock command) => Keep(StockRules.Return(State, command, At));

    public Task Release(EndOrder order)
    {
        State = _disk = StockRules.Release(State, order, At);
        return Task.CompletedTask;
    }

    public Task Forget(EndOrder order)
    {
        State = _disk = StockRules.Forget(State, order);
        return Task.CompletedTask;
    }

    private Task<Result<T>> Keep<T>((StockState State, Result<T> Result) decided)
    {
        State = _disk = decided.State;
        return Task.FromResult(decided.Result);
    }
}

/// <summary>A customer: cart and list of orders.</summary>
internal sealed class CustomerPart
{
    public List<string> Orders { get; } = [];

    public Dictionary<string, bool> Settled { get; } = [];

    public Task AddOrder(string orderId, DateTimeOffset placedAt)
    {
        if (!Orders.Contains(orderId))
            Orders.Add(orderId);
        return Task.CompletedTask;
    }

    public Task Settle(string orderId, bool bought, ImmutableArray<string> leftOut)
    {
        if (Settled.TryGetValue(orderId, out var before) && before != bought)
            throw new InvalidOperationException("A cart was settled two ways.");
        Settled[orderId] = bought;
        return Task.CompletedTask;
    }
}

/// <summary>A seller's ledger: the real rules over a log in memory.</summary>
internal sealed class LedgerPart
{
    private PagedLog<LedgerEntry> _log = new();

    public ImmutableArray<LedgerEntry> Entries => _log.Tail;

    public Task<long> Enter(LedgerEntry entry)
    {
        (_log, var slot) = LedgerRules.Enter(_log, entry);
        return Task.FromResult(slot);
    }

    public Task Update(long slot, string orderId, LedgerStatus status)
    {
        (_log, _) = LedgerRules.Update(_log, slot, orderId, status);
        return Task.CompletedTask;
    }
}

/// <summary>The provider: the simulated acquirer's real books, and a look at the disk before every effect.</summary>
internal sealed class ProviderPart(CheckoutWorld world) : IPaymentProvider
{
    public Dictionary<string, AcquirerState> Books { get; } = [];

    public Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(world.Chaos.Perform($"provider {request.Action}", () => Execute(request)));
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            return Task.FromException<ProviderAnswer>(exception);
        }
    }

    private ProviderAnswer Execute(ProviderRequest request)
    {
        world.CheckIntent(request);
        var asked = new AcquirerRequest(
            request.IdempotencyKey, (AcquirerRequestKind)request.Action, request.Amount, request.Method, request.Reference);
        var (books, answer) = AcquirerRules.Execute(
            Books.GetValueOrDefault(request.OrderId) ?? new AcquirerState(), asked, request.Method == SimulatorRules.DeclineToken);
        Books[request.OrderId] = books;
        return new ProviderAnswer(answer.Approved, answer.Reference, answer.DeclineReason);
    }
}
