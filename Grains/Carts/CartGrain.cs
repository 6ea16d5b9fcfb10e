using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using OrleansMicro.Catalog;
using OrleansMicro.Events;
using OrleansMicro.Orders;

namespace OrleansMicro.Carts;

/// <inheritdoc cref="ICartGrain"/>
[Immovable]
public sealed class CartGrain(
    [PersistentState("cart")] IPersistentState<CartState> storage,
    GrainStates states,
    ProductReads productReads,
    TimeProvider clock,
    ILogger<CartGrain> logger) : Grain, ICartGrain, IEventSourceGrain
{
    // Ends the waits of CheckoutAndWait. An activation that ends waits for its calls, and orders wait for the next activation to settle them.
    private readonly TaskCompletionSource _ending = new();

    private CommittedState<CartState> _committed = null!;
    private OutboxRelay<CartState> _outbox = null!;

    // Can be ahead of the disk by the lock of an ended order. Taking it off is not worth a write: the lock on disk names the order, and the order
    // knows how it ended.
    private CartState Current => _committed.Latest;

    private string CustomerId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _outbox = states.Outbox(CartEvents.RulesFor(CustomerId), this.GetGrainId());
        _committed = states.OneByOne(storage, End, _outbox);
        return Task.CompletedTask;

        void End()
        {
            _ending.TrySetResult();
            DeactivateOnIdle();
        }
    }

    public async Task<Cart> Get(Caller caller, CancellationToken cancellation = default)
    {
        var state = await Seen();
        var products = await Products(state.Lines, cancellation);
        var lines = ImmutableArray.CreateBuilder<CartLine>(products.Length);
        for (var i = 0; i < products.Length; i++)
            lines.Add(CartRules.Against(state.Lines[i], products[i]));
        return new Cart(CustomerId, lines.MoveToImmutable(), CartRules.Total(state.Lines), state.LockedBy, state.Version);
    }

    public async Task<Result<CartChange>> PutLine(PutCartLine command, Caller caller, CancellationToken cancellation = default)
    {
        if (!Ids.IsValid(command.SellerId))
            return Refusals.Invalid("sellerId", "This is not an identifier.");
        if (!Ids.IsValid(command.ProductId))
            return Refusals.Invalid("productId", "This is not an identifier.");
        if (await Unlock() is { } refusal)
            return refusal;
        var product = await Product(command.SellerId, command.ProductId, cancellation);
        return await Write(CartRules.Put(Current, command, product, CustomerId, clock.GetUtcNow()));
    }

    public async Task<Result<CartChange>> RemoveLine(RemoveCartLine command, Caller caller, CancellationToken cancellation = default) =>
        await Unlock() is { } refusal ? refusal : await Write(CartRules.Remove(Current, command, CustomerId, clock.GetUtcNow()));

    public async Task<Result<CartChange>> Clear(ClearCart command, Caller caller, CancellationToken cancellation = default) =>
        await Unlock() is { } refusal ? refusal : await Write(CartRules.Clear(Current, command, CustomerId, clock.GetUtcNow()));

    public async Task<Result<CheckoutResult>> Checkout(CheckoutCart command, Caller caller, CancellationToken cancellation = default)
    {
        // An order that exists is the answer, whatever became of the cart since; it knows its own lines.
        var order = GrainFactory.GetGrain<IOrderGrain>(command.OrderId);
        var terms = CheckoutRules.Identify(command);
        if (await (Current.LockedBy == command.OrderId ? OrderOfLock(command.OrderId) : order.Get(caller, cancellation)) is not null)
            return await Replay(await order.Place(new PlaceOrder(CustomerId, terms, [], IsRepeat: true)));
        if (Current.MayHaveEarlierOrders && command.EarlierOrderId is { } earlierId && GrainFactory.GetGrain<IOrderGrain>(earlierId) is var earlier
            && await earlier.Peek() is not null)
            return await Replay(await earlier.Place(new PlaceOrder(CustomerId, terms, [], IsRepeat: true)));
        if (CheckoutRules.Check(command) is { } invalid)
            return invalid;

        // A lock of this very order is from an attempt that did not get as far as placing it, so everything is looked at again.
        if (Current.LockedBy != command.OrderId && await Unlock() is { } locked)
            return locked;
        var cart = Current;
        if (cart.Outbox.IsFull)
            return Refusals.EventsWait();
        var products = await Products(cart.Lines, cancellation);
        if (CheckoutRules.Check(cart, command, products) is { } refusal)
        {
            await _committed.Verify();
            Unlock(command.OrderId);
            return refusal;
        }

        // Locked before the order exists: once it does, nobody can change what it is made of. A lock that is there already may be gone on disk.
        if (Current.LockedBy == command.OrderId)
            await _committed.VerifyNow();
        await _committed.Commit(CheckoutRules.Lock(cart, command.OrderId, command.Terms.AllowPartial));
        var placed = await order.Place(new PlaceOrder(CustomerId, terms, CheckoutRules.OrderLines(cart.Lines)));
        if (placed.Accepted)
            return new CheckoutResult(placed.Value);
        Unlock(command.OrderId);
        return placed.Refusal;
    }

    public async Task<Result<CheckoutResult>> CheckoutAndWait(
        CheckoutCart command, TimeSpan timeout, Caller caller, CancellationToken cancellation = default)
    {
        var started = clock.GetTimestamp();

        // A call to itself takes its turn, as this one does not. An activation that ends never begins it, and does not end before this call.
        var checkout = GrainFactory.GetGrain<ICartGrain>(CustomerId).Checkout(command, caller, cancellation);
        checkout.Ignore();
        if (!await checkout.EndsWithin(Limits.MaxCallWait, clock))
            throw new TimeoutException($"The checkout of {command.OrderId} waits for its turn. Ask again.");
        var placed = await checkout;
        if (!placed.Accepted || !placed.Value.Order.InFlight)
            return placed;
        var left = (timeout < Limits.MaxCallWait ? timeout : Limits.MaxCallWait) - clock.GetElapsedTime(started);
        return await Ended(placed.Value.Order.OrderId, left, caller) is { } order ? placed.Value with { Order = order } : placed;
    }

    /// <summary>
    /// The order when it has ended, or as it is after the wait. Null if that is not known: an accepted order must not look like a failed one.
    /// </summary>
    private async Task<Order?> Ended(string orderId, TimeSpan timeout, Caller caller)
    {
        if (timeout <= TimeSpan.Zero)
            return null;
        try
        {
            var ended = GrainFactory.GetGrain<IOrderGrain>(orderId).WaitForEnd(timeout, caller);
            ended.Ignore();

            // An order that ends with its silo never answers.
            await Task.WhenAny(ended.EndsWithin(timeout, clock).AsTask(), _ending.Task);
            return ended.IsCompleted ? await ended : null;
        }
        catch (Exception exception)
        {
            logger.WaitFailed(orderId, exception);
            return null;
        }
    }

    /// <summary>The answer to a repeated checkout. The cart is only read.</summary>
    private async Task<Result<CheckoutResult>> Replay(Result<Order> repeated)
    {
        if (!repeated.Accepted)
            return repeated.Refusal;
        var order = repeated.Value;
        var isLocked = Current.LockedBy == order.OrderId;
        return new CheckoutResult(order, Replayed: true, CartChanged: !isLocked && CheckoutRules.HasChanged((await Seen()).Lines, order));
    }

    /// <inheritdoc/>
    public Task Relay() => _outbox.Relay(() => _committed.Write(_committed.Replacements, static state => state), () => _committed.State);

    public Task Settle(string orderId, bool bought, ImmutableArray<string> leftOut)
    {
        _committed.Assume(CheckoutRules.Settle(Current, orderId, bought, leftOut));
        return Task.CompletedTask;
    }

    /// <summary>
    /// The cart as its customer sees it. Changes nothing, since it interleaves with a checkout that may be about to place its order.
    /// </summary>
    private async Task<CartState> Seen()
    {
        await _committed.Read();
        var state = Current;
        if (state.LockedBy is not { } orderId)
            return state;
        var order = await GrainFactory.GetGrain<IOrderGrain>(orderId).Peek();
        return order is null || CheckoutRules.IsBeingMade(order) ? state : CheckoutRules.Settle(state, orderId, order);
    }

    /// <summary>
    /// Unlocks a cart whose order has ended without the cart having been notified, or was never placed. Refused while the order is under way.
    /// </summary>
    private async Task<Refusal?> Unlock()
    {
        if (Current.LockedBy is not { } orderId)
            return null;
        var order = await OrderOfLock(orderId);
        if (CheckoutRules.IsBeingMade(order))
        {
            return new Refusal(
                RefusalCodes.CheckoutInProgress, $"Order {orderId} is being made of this cart. Try again when it has ended.");
        }

        _committed.Assume(CheckoutRules.Settle(Current, orderId, order));
        return null;
    }

    /// <summary>Unlocks a cart of which no order was made.</summary>
    private void Unlock(string orderId) => _committed.Assume(CheckoutRules.Settle(Current, orderId, bought: false, leftOut: []));

    /// <summary>
    /// The order that the lock names; null if it was never placed. A checkout that gave up waiting leaves its placing behind, which is not
    /// to be seen until it is done: a cart unlocked before that could be changed, and bought as it was.
    /// </summary>
    private async Task<Order?> OrderOfLock(string orderId)
    {
        var order = GrainFactory.GetGrain<IOrderGrain>(orderId);
        return await order.Peek() ?? await order.GetAfterPending();
    }

    private Task<Product?[]> Products(ImmutableArray<CartLine> lines, CancellationToken cancellation)
    {
        var keys = new string[lines.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = Ids.ProductKey(lines[i].SellerId, lines[i].ProductId);
        return productReads.Get(keys, cancellation);
    }

    private Task<Product?> Product(string sellerId, string productId, CancellationToken cancellation) =>
        productReads.Get(GrainFactory, Ids.ProductKey(sellerId, productId), cancellation);

    private async Task<Result<CartChange>> Write((CartState State, Result<CartChange> Result) decided)
    {
        await _committed.Commit(decided.State);
        return decided.Result;
    }
}

/// <summary>A cart as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.cart.state")]
public sealed record CartState
{
    /// <summary>Increases by one with each change of the lines.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>
    /// The lines in the order they were added, with the prices that the customer saw. One per product, all of one
    /// currency.
    /// </summary>
    [Id(1)]
    public ImmutableArray<CartLine> Lines { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The order that locks the cart. No line changes until it has ended.</summary>
    [Id(2)]
    public string? LockedBy { get; init; }

    /// <summary>
    /// Whether the lines that the locking order leaves out stay in the cart. False in rows of earlier versions, whose
    /// partial orders emptied the cart: a version of the cart must not show other lines later.
    /// </summary>
    [Id(5)]
    public bool KeepsLeftOut { get; init; }

    /// <summary>
    /// Whether an earlier version wrote this row, which gave orders other ids (<see cref="Ids.EarlierOrderId"/>). A checkout must look for such an
    /// order too. The mark stays, because keys of checkouts never expire. Carts that this version made have no mark and pay nothing.
    /// </summary>
    [Id(6)]
    public bool MayHaveEarlierOrders { get; init; }

    /// <summary>The executed changes of the cart, see <see cref="OperationMemory"/>.</summary>
    [Id(4)]
    public OperationMemory Operations { get; init; }

    /// <summary>The events that may not be in their log yet.</summary>
    [Id(7)]
    public Outbox Outbox { get; init => field = value ?? Outbox.Empty; } = Outbox.Empty;
}
