using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Storage;
using OrleansMicro.Batches;
using OrleansMicro.Events;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Orders;

/// <summary>
/// Accepts one order and shows it. <see cref="CheckoutProcess"/> takes it to its end, on a timer that interleaves with calls: a repeated checkout
/// must get its answer while the process waits for the very cart that asks. Only the process writes while it runs. The commands that write (<see
/// cref="Place"/>, <see cref="Cancel"/>) do so only when it does not.
/// </summary>
[PreferLocalPlacement]
[Immovable]
public sealed partial class OrderGrain : Grain, IOrderGrain, ICheckoutHost
{
    private readonly IPersistentState<OrderState> _storage;
    private readonly PaymentProcesses _payments;
    private readonly SimulatedAcquirers _acquirers;
    private readonly TimeProvider _clock;
    private readonly OrderOptions _options;
    private readonly ILogger<OrderGrain> _logger;

    private readonly GrainStates _states;
    private readonly OrderCalls _calls;

    private OrderRow _row = null!;
    private OutboxRelay<OrderState> _outbox = null!;
    private PaymentProcess _payment = null!;
    private ShipmentProcess _shipment = null!;
    private CheckoutParticipants _participants = null!;
    private CheckoutProcess _process = null!;
    private string? _registered;
    private bool _hasAnswered;
    private bool _placedHere;

    // The token of the row that this activation has written and not accepted. It may be withdrawn, so nobody is shown it, and it is not carried out.
    private long? _unaccepted;

    public OrderGrain(
        [PersistentState("order")] IPersistentState<OrderState> storage,
        GrainStates states,
        OrderCalls calls,
        PaymentProcesses payments,
        SimulatedAcquirers acquirers,
        TimeProvider clock,
        IOptions<OrderOptions> options,
        ILogger<OrderGrain> logger)
    {
        _storage = storage;
        _states = states;
        _calls = calls;
        _payments = payments;
        _acquirers = acquirers;
        _clock = clock;
        _options = options.Value;
        _logger = logger;
    }

    private string OrderId => this.GetPrimaryKeyString();

    private OrderState State => _row.State is { Step: OrderStep.Reserving } row && row.Token == _unaccepted ? OrderRules.Withdraw(row) : _row.State;

    private IOrderRecoveryGrain Recovery => GrainFactory.GetGrain<IOrderRecoveryGrain>(OrderRecovery.ShardFor(OrderId));

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _outbox = _states.Outbox(OrderEvents.Rules, this.GetGrainId());
        _row = new OrderRow(_states.OneByOne(_storage, Abandon, _outbox), _clock, () => EarlierParts.Read(_states, OrderId));
        _payment = _payments.For(OrderId, _row.Payment);
        _shipment = new ShipmentProcess(OrderId, _row.Shipment, GrainFactory, _calls.Batches);
        _participants = new CheckoutParticipants(GrainFactory, _calls, _payment, _shipment, _options, _logger);
        _acquirer = _acquirers.Open(OrderId, isNew: () => _placedHere);
        _process = new CheckoutProcess(this, _row, _participants, _clock, _options, _logger);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _acquirers.Close(OrderId, _acquirer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Order?> Get(Caller caller, CancellationToken cancellation = default)
    {
        var order = await Peek();
        return await IsSettled(Limits.MaxCallWait, cancellation) ? OrderRules.View(State) : throw Unsettled(order!);
    }

    /// <inheritdoc/>
    public async Task<Order?> Peek()
    {
        // A read also starts the process of an order in flight: no reader waits in vain.
        if (CheckoutStateMachine.InFlight((await Read()).Step))
            _process.Start();
        return OrderRules.View(State);
    }

    /// <inheritdoc/>
    public async Task<Order?> GetAfterPending()
    {
        if (await Peek() is { } order)
            return order;
        await RuleOut();
        return null;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<OrderEvent>> GetHistory(Caller caller, CancellationToken cancellation = default) => (await Read()).History;

    /// <inheritdoc/>
    public async Task<Result<Order>> Place(PlaceOrder command)
    {
        if ((await Read()).Step == OrderStep.None)
        {
            if (command.IsRepeat)
                throw Changed();
            var now = _clock.GetUtcNow();
            var placed = OrderRules.Place(OrderId, command, now);
            if (!placed.Accepted)
                return placed.Refusal;
            var token = Math.Max(now.ToUnixTimeMilliseconds(), State.Token + 1);
            var trace = Tracing.Source.HasListeners() ? Tracing.TraceParent() : null;
            if (await Accept(placed.Value with { Version = 1, Token = token, TraceParent = trace }) is { } busy)
                return busy;
            Metrics.OrdersPlaced.Add(1);
        }
        else
        {
            if (OrderRules.CheckRepeat(State, command) is { } refusal)
                return refusal;
            if (CheckoutStateMachine.InFlight(State.Step))
            {
                _process.Start();
                if (!await IsSettled(Limits.MaxCallWait, CancellationToken.None))
                    throw Unsettled(OrderRules.View(State)!);
            }
        }

        // A caller that learns of the order finds it in the customer's list. The process goes on meanwhile.
        if (CheckoutStateMachine.InFlight(State.Step))
            await List();

        // An order that another activation placed may have been withdrawn meanwhile.
        return OrderRules.View(State) is { } order ? order : throw Changed();
    }

    /// <summary>
    /// Writes the order and registers it, and starts its process. If its recovery shard is full, the row is written blank again, and the order is
    /// refused: it was never placed. Gives the refusal, or null.
    /// </summary>
    private async Task<Refusal?> Accept(OrderState placed)
    {
        // A registration of an earlier attempt may have been dropped since.
        (_unaccepted, _registered) = (placed.Token, null);
        var (written, registered) = (_row.Write(placed), Register(OrderId));
        try
        {
            // Recovery drops a registration without an order. An order without a registration is not answered, but its process tries to register
            // again.
            await Task.WhenAll(written, registered);
            (_unaccepted, _placedHere) = (null, true);
            return null;
        }
        catch (LimitExceededException full) when (written.IsCompletedSuccessfully)
        {
            // If this write fails, the outcome is unknown, and the row stays unaccepted in this activation.
            await RuleOut();
            _logger.Refused(OrderId, full.Message);
            return new Refusal(RefusalCodes.Busy, "Too many orders are in flight. Nothing was ordered. Try again in a moment.");
        }
        catch
        {
            if (registered.Exception?.InnerException is not LimitExceededException || written.Exception?.InnerException is InconsistentStateException)
                _unaccepted = null;
            throw;
        }
        finally
        {
            if (CheckoutStateMachine.InFlight(State.Step))
                _process.Start(isRetry: !_row.WroteLast);
        }
    }

    private async Task List()
    {
        try
        {
            await _participants.List(State);
        }
        catch (LimitExceededException full)
        {
            // The order is accepted. The API would answer this exception with "busy", as for an order that is not.
            throw new StorageUnavailableException("The order could not be entered into its customer's list yet. Ask again.", full);
        }
    }

    /// <inheritdoc/>
    public async Task<Order?> WaitForEnd(TimeSpan timeout, Caller caller, CancellationToken cancellation = default)
    {
        if (CheckoutStateMachine.InFlight((await Read()).Step))
        {
            _process.Start();
            var wait = timeout < Limits.MaxCallWait ? timeout : Limits.MaxCallWait;
            await _process.WaitUntil(step => !CheckoutStateMachine.InFlight(step), wait, cancellation);
            if (!await IsSettled(TimeSpan.Zero, cancellation))
                throw Unsettled(OrderRules.View(State)!);
        }

        return OrderRules.View(State);
    }

    /// <summary>
    /// The order, fresh enough to rely on. "Never placed" has consequences: a cart is unlocked, a registration is dropped, a customer gets 404.
    /// Another activation may have placed the order since, so the row is read again, except for the call that activated this grain.
    /// </summary>
    private async Task<OrderState> Read()
    {
        var mayBePlaced = _hasAnswered && State.Step == OrderStep.None;
        _hasAnswered = true;
        if (mayBePlaced)
            await _row.ReadNow();
        else
            await _row.Read();
        return State;
    }

    private async Task Register(string registration)
    {
        await RegisterAtRecovery(registration);
        _registered = registration;
    }

    private async Task RegisterAtRecovery(string registration)
    {
        try
        {
            await Recovery.Register(registration);
        }
        catch (InconsistentStateException conflict)
        {
            // The conflict concerns the recovery grain's row, not this order's.
            throw new StorageUnavailableException("The order could not be registered for recovery.", conflict);
        }
    }

    /// <summary>
    /// An order is registered before it is accepted. If its silo died before that, only a later read of its cart or order finds it. By then the
    /// customer no longer expects a purchase, so the order is given up.
    /// </summary>
    async Task<bool> ICheckoutHost.Begin()
    {
        var isLate = _registered is null && State.Step == OrderStep.Reserving && _clock.GetUtcNow() - State.PlacedAt > _options.CheckoutTimeout;
        try
        {
            if (!isLate || await IsRegistered())
            {
                await EnsureRegistered();
                return true;
            }
        }
        catch (Exception exception)
        {
            _logger.NotRegistered(OrderId, State.Step, exception);

            // An order that buys nothing needs no room in a full shard. If its silo dies, the next read of it or of its cart drives it on.
            return exception is LimitExceededException && State.Step == OrderStep.Rejecting;
        }

        await _process.Apply(new CheckoutEvent.Unresolved(RefusalCodes.Busy, "The checkout got no answer and was not repeated in time."));
        return await ((ICheckoutHost)this).Begin();
    }

    /// <summary>
    /// Waits until the order has ended, or is known to be registered. A row that another activation placed may be withdrawn by it, until this one has
    /// written it.
    /// </summary>
    private Task<bool> IsSettled(TimeSpan timeout, CancellationToken cancellation) => _process.WaitUntil(
        _ => !CheckoutStateMachine.InFlight(State.Step) || (_registered is not null && (_row.WroteLast || State.Step != OrderStep.Reserving)),
        timeout,
        cancellation);

    private static TimeoutException Unsettled(Order order) =>
        new($"Order {order.OrderId} could not be registered for recovery yet. Ask again.");

    private TimeoutException Changed() => new($"Order {OrderId} was not placed after all. Ask again.");

    // An earlier version registered its orders at other recovery grains.
    private async Task<bool> IsRegistered() => await Recovery.IsRegistered(OrderId)
        || await GrainFactory.GetGrain<IOrderRecoveryGrain>(OrderRecovery.EarlierShardFor(OrderId)).IsRegistered(OrderId);

    /// <summary>After an activation, it is unknown whether the order is registered.</summary>
    private Task EnsureRegistered() => _registered is not null
        ? Task.CompletedTask
        : Register(State.CancelId is { } operation ? OrderRegistration.Create(OrderId, operation) : OrderId);

    void ICheckoutHost.OnEnded()
    {
        var registration = _registered;
        _registered = null;
        _ = Conclude(registration, Task.WhenAll(_outbox.HandOver(_row.State), _participants.Forget(State, _process.IsContested)));
    }

    IGrainTimer ICheckoutHost.Schedule(Func<CancellationToken, Task> run, TimeSpan pause) => this.RegisterGrainTimer(
        run, new GrainTimerCreationOptions(pause, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });

    void ICheckoutHost.Abandon() => Abandon();

    private void Abandon()
    {
        _process.Stop();
        DeactivateOnIdle();
    }
}
