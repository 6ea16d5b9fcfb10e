using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Storage;
using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <summary>
/// Drives one order through <see cref="CheckoutStateMachine"/>. The saga runs from a timer that interleaves with calls: a repeated checkout must
/// get its answer while the saga waits for the very cart that asks. Only the saga writes while it runs; the commands that write
/// (<see cref="Place"/>, <see cref="Cancel"/>) do so only when there is no saga.
/// </summary>
[PreferLocalPlacement]
[Immovable]
public sealed class OrderGrain : Grain, IOrderGrain
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(25);

    // Shorter than the response timeout of an API, which repeats the call.
    private static readonly TimeSpan CancelWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RegistrationWait = TimeSpan.FromSeconds(2);

    private readonly IPersistentState<OrderState> _storage;
    private readonly CheckoutParticipants _effects;
    private readonly TimeProvider _clock;
    private readonly OrderOptions _options;
    private readonly ILogger<OrderGrain> _logger;

    private readonly GrainStates _states;

    private CommittedState<OrderState> _disk = null!;
    private CheckoutRunner _runner = null!;
    private CheckoutProcess _saga = null!;
    private string? _registered;
    private bool _hasAnswered;

    public OrderGrain(
        [PersistentState("order")] IPersistentState<OrderState> storage,
        GrainStates states,
        IGrainFactory grains,
        TimeProvider clock,
        IOptions<OrderOptions> options,
        ILogger<OrderGrain> logger)
    {
        _storage = storage;
        _states = states;
        _effects = new CheckoutParticipants(grains, options.Value, logger);
        _clock = clock;
        _options = options.Value;
        _logger = logger;
    }

    private string OrderId => this.GetPrimaryKeyString();

    private OrderState State => _disk.State;

    private IOrderRecoveryGrain Recovery => GrainFactory.GetGrain<IOrderRecoveryGrain>(OrderRecovery.ShardFor(OrderId));

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _disk = _states.OneByOne(_storage, Abandon);
        _runner = new CheckoutRunner(_disk, _effects, _clock, _options, _logger);
        _saga = new CheckoutProcess(this, _disk, _runner, _clock, _options, _logger) { Begin = Begin, Ended = OnEnded, Superseded = Abandon };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Order?> Get(Caller caller, CancellationToken cancellation = default)
    {
        var order = await Peek();
        return await IsSettled(RegistrationWait) ? OrderRules.View(State) : throw Unsettled(order!);
    }

    /// <inheritdoc/>
    public async Task<Order?> Peek()
    {
        // Looking at an unfinished order also gets it going: nothing that waits for it can wait in vain.
        if (CheckoutStateMachine.InFlight((await Read()).Step))
            _saga.Start();
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
            var now = _clock.GetUtcNow();
            var placed = OrderRules.Place(OrderId, command, now);
            if (!placed.Accepted)
                return placed.Refusal;

            try
            {
                // A registration without an order is dropped by recovery. An order without one is not answered for, but goes on trying to register.
                await Task.WhenAll(_disk.Write(placed.Value with { Version = 1, Token = now.ToUnixTimeMilliseconds() }), Register(OrderId));
            }
            finally
            {
                if (CheckoutStateMachine.InFlight(State.Step))
                    _saga.Start(isRetry: !_disk.WroteLast);
            }
        }
        else
        {
            if (OrderRules.CheckRepeat(State, command) is { } refusal)
                return refusal;
            if (CheckoutStateMachine.InFlight(State.Step))
            {
                await EnsureRegistered();
                _saga.Start();
            }
        }

        return OrderRules.View(State)!;
    }

    /// <inheritdoc/>
    public async Task<Order?> WaitForEnd(TimeSpan timeout, Caller caller, CancellationToken cancellation = default)
    {
        if (CheckoutStateMachine.InFlight((await Read()).Step))
        {
            _saga.Start();
            await _saga.WaitUntil(step => !CheckoutStateMachine.InFlight(step), timeout < MaxWait ? timeout : MaxWait);
            if (!await IsSettled(TimeSpan.Zero))
                throw Unsettled(OrderRules.View(State)!);
        }

        return OrderRules.View(State);
    }

    /// <inheritdoc/>
    public async Task<Result<Order>> Cancel(CancelOrder command, Caller caller, CancellationToken cancellation = default)
    {
        if (command.Reason?.Length > Limits.MaxTextLength)
            return new Refusal(RefusalCodes.Invalid, $"A reason has at most {Limits.MaxTextLength} characters.", "reason");
        if (OrderRules.CheckCancel(await Read()) is { } refusal)
            return refusal;

        if (State.Step == OrderStep.Paid)
        {
            if (await Shipment.Get(caller, CancellationToken.None) is { } shipment && shipment.Packages.Any(ShipmentRules.HasLeft))
                return Gone();
            await Register(OrderRegistration.Create(OrderId, command.OperationId));
            await _saga.Apply(new CheckoutEvent.CancelAsked(command.OperationId, command.Reason));
        }

        if (State.Step == OrderStep.Cancelling)
        {
            _saga.Start();
            if (!await _saga.WaitUntil(step => step != OrderStep.Cancelling, CancelWait))
                throw new TimeoutException($"Whether order {OrderId} can be cancelled is not settled yet; ask again.");
        }

        return State.Step == OrderStep.Paid ? Gone() : OrderRules.View(State)!;
    }

    /// <inheritdoc/>
    public async Task<bool> Resume()
    {
        if ((await Read()).Step == OrderStep.None)
        {
            await RuleOut();
            return true;
        }

        if (CheckoutStateMachine.InFlight(State.Step))
        {
            // Not awaited: the saga may need somebody who waits for this order.
            _saga.Start();
            return false;
        }

        // What is done here need not be what is on disk: another activation, on a silo that was declared dead, may have written a cancellation. Written once more
        // the row either shows that, or no longer takes it.
        await _runner.TakeOver();
        await Shipment.Resume();
        _effects.Forget(State, fence: true);
        return true;
    }

    private static Result<Order> Gone() => new Refusal(RefusalCodes.WrongState, "A package was shipped already, so the order cannot be cancelled.");

    /// <summary>
    /// The order for somebody who relies on it. That it was never placed has consequences: a cart is unlocked, a registration dropped, a customer told that there is
    /// no such order. Another activation may have placed it since, so memory is not enough, except for the call that activated this one.
    /// </summary>
    private async Task<OrderState> Read()
    {
        var mayBePlaced = _hasAnswered && State.Step == OrderStep.None;
        _hasAnswered = true;
        return mayBePlaced ? await _disk.ReadNow() : await _disk.Read();
    }

    /// <summary>
    /// That there is no row proves nothing: the write that places the order may be on its way from a silo that is dead. With a blank row it is refused by its ETag.
    /// </summary>
    private Task RuleOut() => State.Step == OrderStep.None ? _disk.Write(State) : Task.CompletedTask;

    private IShipmentGrain Shipment => GrainFactory.GetGrain<IShipmentGrain>(OrderId);

    private async Task Register(string registration)
    {
        try
        {
            await Recovery.Register(registration);
        }
        catch (InconsistentStateException conflict)
        {
            // The recovery grain's conflict says nothing of this order.
            throw new StorageUnavailableException("The order could not be registered for recovery.", conflict);
        }

        _registered = registration;
    }

    /// <summary>
    /// An order is registered before anybody is told that it is accepted. One that is not, and whose silo died before it could be, is found by chance, when
    /// its cart or customer is looked at: late, nobody expects it to be bought any more.
    /// </summary>
    private async Task Begin()
    {
        if (_registered is null && State.Step == OrderStep.Reserving && _clock.GetUtcNow() - State.PlacedAt > _options.GiveUpAfter
            && !await Recovery.IsRegistered(OrderId))
            await _runner.Apply(new CheckoutEvent.Unresolved(RefusalCodes.Busy, "The checkout got no answer, and nobody asked again in time."));
        await EnsureRegistered();
    }

    /// <summary>Whether the order has ended, or is known to be registered.</summary>
    private Task<bool> IsSettled(TimeSpan timeout) =>
        _saga.WaitUntil(step => _registered is not null || !CheckoutStateMachine.InFlight(step), timeout);

    private static TimeoutException Unsettled(Order order) =>
        new($"Order {order.OrderId} could not be registered yet, so it is not settled whether it goes on by itself; ask again.");

    /// <summary>After an activation it is unknown whether the registration got through.</summary>
    private Task EnsureRegistered() => _registered is not null
        ? Task.CompletedTask
        : Register(State.CancelId is { } operation ? OrderRegistration.Create(OrderId, operation) : OrderId);

    private void OnEnded()
    {
        _effects.Forget(State, _runner.IsContested);
        if (_registered is { } registration)
            _ = Recovery.Unregister(registration);
        _registered = null;
    }

    private void Abandon()
    {
        _saga.Stop();
        DeactivateOnIdle();
    }
}
