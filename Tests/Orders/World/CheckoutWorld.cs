using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>
/// A shop without a host: the real checkout process with its payment and shipment, stock rules and acquirer's books on one thread, where every call,
/// every write and every request to the provider may get lost before or after it happened, and the process may die at each of them.
/// </summary>
internal sealed class CheckoutWorld
{
    public static readonly OrderOptions Options = new();

    private static readonly PaymentOptions PaymentOptions = new() { MaxAttempts = 2, InitialBackoff = TimeSpan.Zero };

    private readonly Dictionary<string, StockPart> _stock = [];
    private readonly Dictionary<string, CustomerPart> _customers = [];
    private readonly Dictionary<string, LedgerPart> _ledgers = [];
    private readonly Dictionary<string, Activation> _activations = [];

    public CheckoutWorld(int seed, int faultPercent)
    {
        Chaos = new Chaos(seed, faultPercent);
        Provider = new ProviderPart(this);
    }

    public Chaos Chaos { get; }

    /// <summary>A clock that moves only when the test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Disk Disk { get; } = new();

    public ProviderPart Provider { get; }

    public StockPart Stock(string key) => Find(_stock, key, () => new StockPart(Clock, key));

    public CustomerPart Customer(string id) => Find(_customers, id, () => new CustomerPart());

    public LedgerPart Ledger(string id) => Find(_ledgers, id, () => new LedgerPart());

    public OrderState Order(string id) => Disk.Read<OrderState>(RowOf(id)).Value!;

    public PaymentState Payment(string id) => Order(id).Payment!;

    /// <summary>An order that is on disk and registered, as <c>Place</c> leaves it.</summary>
    public async Task Place(string id, PlaceOrder command)
    {
        var placed = OrderRules.Place(id, command, Clock.GetUtcNow());
        Assert.True(placed.Accepted, placed.Refusal?.Message);
        var activation = Find(id, "");
        await Chaos.Undisturbed(() => activation.Row.Write(placed.Value with { Version = 1, Token = Clock.GetUtcNow().ToUnixTimeMilliseconds() }));
        activation.Process.Reload();
        activation.Process.IsRetry = false;
    }

    /// <summary>Takes one step of an order, as its driver would; dies and starts again as chaos has it.</summary>
    public async Task Step(string id)
    {
        var runner = Runner(id);
        try
        {
            if (CheckoutStateMachine.InFlight(runner.Order.Step))
                await runner.Advance();
        }
        catch (Exception exception) when (IsFault(exception) || exception is Orleans.Storage.InconsistentStateException)
        {
            // The driver would pause now and then try again.
            Assert.True(runner.IsRetry);
        }

        if (Chaos.Dead)
            Restart();
    }

    /// <summary>Asks for a cancellation, as the customer would.</summary>
    public async Task Cancel(string id)
    {
        if (Order(id).Step != OrderStep.Paid)
            return;
        var runner = Runner(id);
        runner.Reload();
        try
        {
            await runner.Apply(new CheckoutEvent.CancelAsked("c1", "changed my mind"));
        }
        catch (Exception exception) when (IsFault(exception))
        {
            // The customer gets no answer; the order may or may not have been accepted.
            Assert.True(runner.IsRetry);
        }

        if (Chaos.Dead)
            Restart();
    }

    /// <summary>Whether an exception says that something got lost, so that it is to be tried again.</summary>
    public static bool IsFault(Exception exception) => exception is IOException or TimeoutException or StorageUnavailableException;

    /// <summary>Ships a package of a paid order, as its seller would.</summary>
    public async Task Ship(string id, string sellerId)
    {
        var activation = Find(id, "");
        if (Order(id).Step != OrderStep.Paid || activation.Row.State.Step != OrderStep.Paid)
            return;
        var from = activation.Row.Shipment.Stored;
        var next = ShipmentRules.Ship(from.Value, new ShipPackage("ship", sellerId, null, null), Clock.GetUtcNow());
        try
        {
            if (next.Accepted)
                await activation.Row.Shipment.Write(from, next.Value);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            // The seller gets no answer, and asks again or not. Recovery tells the ledger.
            Assert.NotNull(exception);
        }

        if (Chaos.Dead)
            Restart();
    }

    /// <summary>Recovery tells the ledgers what they do not know of the packages.</summary>
    public Task NotifyLedgers(string id) => Find(id, "").Shipment.NotifyLedgers();

    /// <summary>Everything that was only in memory is gone.</summary>
    public void Restart()
    {
        Chaos.Revive();
        _activations.Clear();
        foreach (var stock in _stock.Values)
            stock.Lose();
    }

    /// <summary>Another activation of the order, which does not know of the first.</summary>
    public CheckoutProcess Runner(string id, string activation = "") => Find(id, activation).Process;

    /// <summary>An activation of the order ends, because it found that another one wrote.</summary>
    public void End(string id, string activation) => _activations.Remove(id + activation);

    /// <summary>What an ended order tells the stock.</summary>
    public void Forget(string id, string activation = "") =>
        Find(id, activation).Participants.Forget(Order(id), Runner(id, activation).IsContested);

    /// <summary>
    /// Before every effect at the provider its intent must be on disk: the order's step. Before a capture, every unit must be sold too.
    /// </summary>
    public void CheckIntent(ProviderRequest request)
    {
        var order = Order(request.OrderId);
        var intended = request.Action switch
        {
            ProviderAction.Authorise => order.Step is OrderStep.Reserving or OrderStep.Authorising && request.Amount == order.Total,
            ProviderAction.Capture => MayCapture(order) && request.Amount == order.Total && request.Reference == order.HoldReference,
            ProviderAction.Void => order.Step == OrderStep.Rejecting,

            // An activation that was superseded may ask once more, under the same key.
            _ => order.Step is OrderStep.Refunding or OrderStep.Cancelled && request.Amount == order.Captured,
        };
        if (!intended)
            throw new InvalidOperationException($"{request} without intent: payment {order.Payment}, order step {order.Step}, total {order.Total}.");
    }

    // An activation that was superseded may ask once more, under the same key.
    private bool MayCapture(OrderState order) => order.Step switch
    {
        OrderStep.Capturing => order.Lines.All(line => line.Status == OrderLineStatus.Refused || IsSold(order.OrderId, line)),
        _ => order.Captured == order.Total,
    };

    private bool IsSold(string orderId, OrderLine line) =>
        Stock(Ids.ProductKey(line.SellerId, line.ProductId)).State.Reservations.Find(orderId) is { Confirmed: true };

    // Steps are taken by hand here, so the process never asks for its host.
    private static ICheckoutHost Host => null!;

    private static string RowOf(string id) => $"order/{id}";

    private Activation Find(string id, string activation) => Find(_activations, id + activation, () => Activate(id, activation));

    private Activation Activate(string id, string activation)
    {
        var disk = new CommittedState<OrderState>(
            new RowState<OrderState>(Disk, Chaos, RowOf(id)), StateFreshness.SoleWriter, () => End(id, activation), NullLogger.Instance);
        var row = new OrderRow(disk, Clock, () => throw new NotSupportedException("There is no earlier version."));
        var payment = new PaymentProcess(id, row.Payment, Provider, Clock, PaymentOptions, NullLogger.Instance);
        var grains = FactoryProxy.For(Grain);
        var calls = DirectCalls.With(grains);
        var shipment = new ShipmentProcess(id, row.Shipment, grains, calls.Batches);
        var participants = new CheckoutParticipants(grains, calls, payment, shipment, Options, NullLogger.Instance);
        return new Activation(row, shipment, participants, new CheckoutProcess(Host, row, participants, Clock, Options, NullLogger.Instance));
    }

    private object Grain(Type type, string key) => type.Name switch
    {
        nameof(IStockGrain) => GrainProxy.For<IStockGrain>(Chaos, () => Stock(key)),
        nameof(ICartGrain) => GrainProxy.For<ICartGrain>(Chaos, () => Customer(key)),
        nameof(ICustomerGrain) => GrainProxy.For<ICustomerGrain>(Chaos, () => Customer(key)),
        nameof(ISellerLedgerGrain) => GrainProxy.For<ISellerLedgerGrain>(Chaos, () => Ledger(key)),
        _ => throw new NotSupportedException(type.Name),
    };

    private static T Find<T>(Dictionary<string, T> all, string key, Func<T> create)
    {
        if (!all.TryGetValue(key, out var found))
            all[key] = found = create();
        return found;
    }

    /// <summary>What an activation of an order has in memory.</summary>
    private sealed record Activation(OrderRow Row, ShipmentProcess Shipment, CheckoutParticipants Participants, CheckoutProcess Process);
}
