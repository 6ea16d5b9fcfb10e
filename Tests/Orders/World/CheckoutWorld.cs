using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Carts;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>
/// A shop without a host: the real checkout process, payment grain, stock rules and acquirer's books on one thread, where every call, every write and
/// every request to the provider may get lost before or after it happened, and the process may die at each of them.
/// </summary>
internal sealed class CheckoutWorld
{
    public static readonly OrderOptions Options = new();

    private static readonly PaymentOptions PaymentOptions = new() { MaxAttempts = 2, InitialBackoff = TimeSpan.Zero };

    private readonly Dictionary<string, StockPart> _stock = [];
    private readonly Dictionary<string, CustomerPart> _customers = [];
    private readonly Dictionary<string, ShipmentPart> _shipments = [];
    private readonly Dictionary<string, PaymentGrain> _payments = [];
    private readonly Dictionary<string, CheckoutProcess> _runners = [];

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

    public ShipmentPart Shipment(string id) => Find(_shipments, id, () => new ShipmentPart());

    public OrderState Order(string id) => Disk.Read<OrderState>(OrderRow(id)).Value!;

    public PaymentState Payment(string id) => Disk.Read<PaymentState>(PaymentRow(id)).Value ?? new PaymentState();

    /// <summary>An order that is on disk and registered, as <c>Place</c> leaves it.</summary>
    public async Task Place(string id, PlaceOrder command)
    {
        var placed = OrderRules.Place(id, command, Clock.GetUtcNow());
        Assert.True(placed.Accepted, placed.Refusal?.Message);
        var state = Row(id, "");
        await Chaos.Undisturbed(() => state.Write(placed.Value with { Version = 1, Token = Clock.GetUtcNow().ToUnixTimeMilliseconds() }));
        _runners[id] = Runner(state, "");
        _runners[id].IsRetry = false;
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
        catch (Exception exception) when (exception is IOException or TimeoutException or Orleans.Storage.InconsistentStateException)
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
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            // The customer gets no answer; the order may or may not have been accepted.
            Assert.True(runner.IsRetry);
        }

        if (Chaos.Dead)
            Restart();
    }

    /// <summary>Everything that was only in memory is gone.</summary>
    public void Restart()
    {
        Chaos.Revive();
        _runners.Clear();
        _payments.Clear();
        foreach (var stock in _stock.Values)
            stock.Lose();
    }

    /// <summary>The payment's grain moves to another silo.</summary>
    public void LosePayment(string id) => _payments.Remove(id);

    /// <summary>Another activation of the order, which does not know of the first.</summary>
    public CheckoutProcess Runner(string id, string activation = "") =>
        Find(_runners, id + activation, () => Runner(Row(id, activation), activation));

    /// <summary>An activation of the order ends, because it found that another one wrote.</summary>
    public void End(string id, string activation) => _runners.Remove(id + activation);

    /// <summary>What an ended order tells the stock.</summary>
    public void Forget(string id, string activation = "") => Effects(activation).Forget(Order(id), Runner(id, activation).IsContested);

    /// <summary>Before every effect at the provider its intent must be on disk: the order's own row, and for a refund the payment's too.</summary>
    public void CheckIntent(ProviderRequest request)
    {
        var (payment, order) = (Payment(request.OrderId), Order(request.OrderId));
        var intended = request.Action switch
        {
            ProviderAction.Authorise => order.Step is OrderStep.Reserving or OrderStep.Authorising && request.Amount == order.Total,
            ProviderAction.Capture => order.Step == OrderStep.Capturing && request.Amount == order.Total && request.Reference == order.HoldReference,
            ProviderAction.Void => order.Step == OrderStep.Rejecting,
            _ => payment.Status == PaymentStatus.Refunding && payment.Refunds[^1].Amount == request.Amount && order.Step == OrderStep.Refunding,
        };
        if (!intended)
            throw new InvalidOperationException($"{request} without intent: payment {payment}, order step {order.Step}, total {order.Total}.");
    }

    // Steps are taken by hand here, so the process never asks for its host.
    private static ICheckoutHost Host => null!;

    private static string OrderRow(string id) => $"order/{id}";

    private static string PaymentRow(string id) => $"payment/{id}";

    private CommittedState<OrderState> Row(string id, string activation) => new(
        new RowState<OrderState>(Disk, Chaos, OrderRow(id)), StateFreshness.SoleWriter, () => _runners.Remove(id + activation), NullLogger.Instance);

    private CheckoutProcess Runner(CommittedState<OrderState> state, string activation) =>
        new(Host, state, Effects(activation), Clock, Options, NullLogger.Instance);

    private CheckoutParticipants Effects(string activation) =>
        new(FactoryProxy.For((type, key) => Grain(type, key, activation)), Options, NullLogger.Instance);

    private object Grain(Type type, string key, string activation) => type.Name switch
    {
        nameof(IStockGrain) => GrainProxy.For<IStockGrain>(Chaos, () => Stock(key)),
        nameof(ICartGrain) => GrainProxy.For<ICartGrain>(Chaos, () => Customer(key)),
        nameof(ICustomerGrain) => GrainProxy.For<ICustomerGrain>(Chaos, () => Customer(key)),
        nameof(IShipmentGrain) => GrainProxy.For<IShipmentGrain>(Chaos, () => Shipment(key)),
        nameof(IPaymentGrain) => GrainProxy.For<IPaymentGrain>(Chaos, () => PaymentGrain(key, activation)),
        _ => throw new NotSupportedException(type.Name),
    };

    private PaymentGrain PaymentGrain(string id, string activation) => Find(_payments, id + activation, () =>
    {
        var row = new RowState<PaymentState>(Disk, Chaos, PaymentRow(id));
        var disk = new CommittedState<PaymentState>(row, StateFreshness.SoleWriter, () => _payments.Remove(id + activation), NullLogger.Instance);
        var grain = new PaymentGrain(
            row, null!, Provider, Clock, Microsoft.Extensions.Options.Options.Create(PaymentOptions), NullLogger<PaymentGrain>.Instance);
        grain.Open(id, disk);
        return grain;
    });

    private static T Find<T>(Dictionary<string, T> all, string key, Func<T> create)
    {
        if (!all.TryGetValue(key, out var found))
            all[key] = found = create();
        return found;
    }
}
