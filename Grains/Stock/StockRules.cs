using System.Collections.Immutable;
using OrleansMicro.Events;

namespace OrleansMicro.Stock;

/// <summary>Where and when a stock rule is applied.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Now">Unix milliseconds.</param>
public readonly record struct StockContext(string SellerId, string ProductId, long Now)
{
    /// <summary>The same as <see cref="Now"/>.</summary>
    internal DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Now);
}

/// <summary>
/// What holds units and what gives them back: the rules that keep a unit from being sold twice. Each rule first gives back what has
/// expired, and hands back the same state reference when nothing changed.
/// </summary>
public static class StockRules
{
    /// <summary>See <see cref="IStockGrain.Reserve"/>.</summary>
    public static (StockState State, Result<Reservation> Result) Reserve(StockState state, ReserveStock command, StockContext at)
    {
        if (command.Quantity is < 1 or > Limits.MaxQuantity)
            return (state, Refusals.Invalid("quantity", $"The quantity must be 1 to {Limits.MaxQuantity}."));
        if (command.Lifetime <= TimeSpan.Zero || command.Lifetime > Limits.MaxReservationLifetime)
            return (state, Refusals.Invalid("lifetime", $"Units can be reserved for up to {Limits.MaxReservationLifetime}."));

        state = Expire(state, at.Now);
        var expiresAt = at.Now + Math.Max(1, (long)command.Lifetime.TotalMilliseconds);
        var known = state.Reservations.Find(command.OrderId);
        if (IsSuperseded(state, known, command.Token))
            return (state, Superseded(state, known, at));
        return known is null ? AddReservation(state, command, expiresAt, at) : ExtendReservation(state, known, command, expiresAt);
    }

    /// <summary>See <see cref="IStockGrain.Confirm"/>.</summary>
    public static (StockState State, Result<Reservation> Result) Confirm(StockState state, OrderToken order, StockContext at)
    {
        state = Expire(state, at.Now);
        if (state.Reservations.Find(order.OrderId) is not { } reservation)
        {
            return (state, new Refusal(
                RefusalCodes.ReservationExpired,
                "The order holds nothing of this product any more. Reserve again.",
                Lines: [new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.ReservationExpired)]));
        }

        if (IsSuperseded(state, reservation, order.Token))
            return (state, Superseded(state, reservation, at));
        if (reservation.Confirmed)
            return (state, ToReservation(reservation));
        var sold = reservation with { ExpiresAt = 0, Token = order.Token };
        return (NextVersion(state with
        {
            OnHand = state.OnHand - reservation.Quantity,
            Reserved = state.Reserved - reservation.Quantity,
            Sold = state.Sold + reservation.Quantity,
            Reservations = state.Reservations.With(sold),

            // A product that is sold and no longer restocked must not carry old keys forever.
            Operations = state.Operations.WithoutExpired(at.Time),
            Changes = state.Changes.Add(new StockChange(StockChangeKind.Sold, reservation.Quantity, order.OrderId)),
        }), ToReservation(sold));
    }

    /// <summary>See <see cref="IStockGrain.Release"/>.</summary>
    public static StockState Release(StockState state, EndOrder order, StockContext at)
    {
        state = Expire(state, at.Now);
        if (state.Reservations.Find(order.Id) is not { } reservation)
            return Fence(state, order);
        return IsSuperseded(state, reservation, order.Token) ? state : Fence(RemoveReservation(state, reservation), order);
    }

    /// <summary>See <see cref="IStockGrain.Return"/>.</summary>
    public static (StockState State, Result<StockLevel> Result) Return(StockState state, ReturnStock command, StockContext at)
    {
        if (command.Quantity is < 1 or > Limits.MaxQuantity)
            return (state, Refusals.Invalid("quantity", $"The quantity must be 1 to {Limits.MaxQuantity}."));
        if (command.OperationId == command.OrderId)
            return (state, Refusals.Invalid("operationId", "The return needs an operation id of its own: the order's names its reservation."));

        state = Expire(state, at.Now);
        var place = state.Returns.BinarySearch(command.OperationId, StringComparer.Ordinal);
        if (place >= 0)
            return (state, Level(state, at));
        var known = state.Reservations.Find(command.OrderId);
        if (IsSuperseded(state, known, command.Token))
            return (state, Superseded(state, known, at));

        // The order's own record goes: a late Release must not give the same units back once more. What other orders have bought they may still
        // release, so a return must not count on it.
        var reservations = known is { Confirmed: true } ? state.Reservations.Without(command.OrderId) : state.Reservations;
        var sold = state.Sold - reservations.ConfirmedUnits;
        if (sold < command.Quantity)
            return (state, Refusals.Invalid("quantity", $"Only {sold} units were sold, so {command.Quantity} cannot come back."));

        if (reservations.Count + state.Returns.Length >= Limits.MaxReservationsPerProduct)
            return (state, Busy());
        state = NextVersion(state with
        {
            OnHand = checked(state.OnHand + command.Quantity),
            Sold = state.Sold - command.Quantity,
            Reservations = reservations,
            Returns = state.Returns.Insert(~place, command.OperationId),
            Changes = state.Changes.Add(new StockChange(StockChangeKind.Returned, command.Quantity, command.OrderId)),
        });
        state = Fence(state, new EndOrder(command.OrderId, command.Token, command.Fence));
        return (state, Level(state, at));
    }

    /// <summary>
    /// See <see cref="IStockGrain.Forget"/>. What an order holds unconfirmed is given back: the order has ended, so nobody will ask for it.
    /// </summary>
    public static StockState Forget(StockState state, EndOrder order)
    {
        var place = state.Returns.BinarySearch(order.Id, StringComparer.Ordinal);
        if (place >= 0)
            state = state with { Returns = state.Returns.RemoveAt(place) };
        if (state.Reservations.Find(order.Id) is not { } reservation)
            return Fence(state, order);
        if (IsSuperseded(state, reservation, order.Token))
            return state;
        return Fence(
            reservation.Confirmed
                ? state with { Reservations = state.Reservations.Without(order.Id) }
                : RemoveReservation(state, reservation),
            order);
    }

    /// <summary>
    /// Whether an order has bought or returned units here and is not forgotten. What it did is then in this state, and so are its events.
    /// </summary>
    public static bool IsKnown(StockState state, string id) =>
        state.Reservations.Find(id) is { Confirmed: true } || state.Returns.BinarySearch(id, StringComparer.Ordinal) >= 0;

    /// <summary>Gives back what has expired.</summary>
    public static StockState Expire(StockState state, long now)
    {
        var (reservations, units) = state.Reservations.WithoutExpired(now);
        return ReferenceEquals(reservations, state.Reservations)
            ? state
            : EnsureBalanced(state with { Reserved = state.Reserved - units, Reservations = reservations });
    }

    /// <summary>
    /// What is written with each change: reservations that are not confirmed may be lost, and a hot product has thousands of them. The same state if
    /// there are none.
    /// </summary>
    public static StockState WithoutUnconfirmed(StockState state) =>
        state.Reservations.NextExpiry == 0 ? state : state with { Reserved = 0, Reservations = state.Reservations.Confirmed };

    /// <summary>The level that callers are shown: what has expired counts as given back.</summary>
    public static StockLevel Level(StockState state, StockContext at)
    {
        state = Expire(state, at.Now);
        return new StockLevel(
            at.SellerId, at.ProductId, state.OnHand, state.Reserved, state.Received, state.WrittenOff, state.Sold, state.Version);
    }

    /// <summary>
    /// The next version of a state whose units have changed. Reservations have no versions: they may be lost with a crash before they are
    /// written, and the number of a version that somebody has seen must never come to mean other units.
    /// </summary>
    internal static StockState NextVersion(StockState state) => EnsureBalanced(state) with { Version = state.Version + 1 };

    /// <summary>The state, if it keeps the books; one that does not is a bug and must never be stored.</summary>
    private static StockState EnsureBalanced(StockState state)
    {
        if (state.Reserved < 0 || state.OnHand < state.Reserved || state.Sold < 0
            || state.Received != state.OnHand + state.Sold + state.WrittenOff)
            throw new InvalidOperationException($"This change would break the stock's books: {state with { Reservations = [] }}");
        return state;
    }

    internal static Refusal OutOfStock(StockState state, StockContext at, string field) => new(
        RefusalCodes.OutOfStock,
        $"Only {state.OnHand - state.Reserved} units are available.",
        field,
        [new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.OutOfStock, Available: state.OnHand - state.Reserved)]);

    private static (StockState State, Result<Reservation> Result) ExtendReservation(
        StockState state, StockReservation reservation, ReserveStock command, long expiresAt)
    {
        if (reservation.Quantity != command.Quantity)
            return (state, Refusals.Invalid("quantity", $"The order holds {reservation.Quantity} units already. Release them first."));
        if (reservation.Confirmed || (expiresAt <= reservation.ExpiresAt && command.Token == reservation.Token))
            return (state, ToReservation(reservation));
        reservation = reservation with { ExpiresAt = Math.Max(expiresAt, reservation.ExpiresAt), Token = command.Token };
        return (EnsureBalanced(state with { Reservations = state.Reservations.With(reservation) }), ToReservation(reservation));
    }

    private static (StockState State, Result<Reservation> Result) AddReservation(
        StockState state, ReserveStock command, long expiresAt, StockContext at)
    {
        if (state.OnHand - state.Reserved < command.Quantity)
            return (state, OutOfStock(state, at, "quantity"));
        if (state.Reservations.Count + state.Returns.Length >= Limits.MaxReservationsPerProduct)
            return (state, Busy());
        if (state.Outbox.IsFull)
            return (state, Refusals.EventsWait());
        var reservation = new StockReservation(command.OrderId, command.Quantity, expiresAt, command.Token);
        return (EnsureBalanced(state with
        {
            Reserved = state.Reserved + reservation.Quantity,
            Reservations = state.Reservations.With(reservation),
        }), ToReservation(reservation));
    }

    /// <summary>
    /// Whether a command comes from an activation that another one has superseded: its token is older than one that was seen for the order.
    /// </summary>
    private static bool IsSuperseded(StockState state, StockReservation? known, long token) =>
        known is null ? token <= state.SettledUntil && state.SettledUntil > 0 : token < known.Token;

    private static Refusal Superseded(StockState state, StockReservation? known, StockContext at) => new(
        RefusalCodes.Superseded,
        "The order was written since by another activation. Write it again first.",
        Lines:
        [
            new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.Superseded)
            {
                SettledUntil = known?.Token ?? state.SettledUntil,
            },
        ]);

    /// <summary>From now on an order that is unknown here needs a newer token, if older commands of the ended order may still arrive.</summary>
    private static StockState Fence(StockState state, EndOrder order) =>
        order.Fence && order.Token > state.SettledUntil ? state with { SettledUntil = order.Token } : state;

    private static StockState RemoveReservation(StockState state, StockReservation reservation)
    {
        var reservations = state.Reservations.Without(reservation.OrderId);
        return reservation.Confirmed
            ? NextVersion(state with
            {
                OnHand = checked(state.OnHand + reservation.Quantity),
                Sold = state.Sold - reservation.Quantity,
                Reservations = reservations,
                Changes = state.Changes.Add(new StockChange(StockChangeKind.Released, reservation.Quantity, reservation.OrderId)),
            })
            : EnsureBalanced(state with { Reserved = state.Reserved - reservation.Quantity, Reservations = reservations });
    }

    private static Refusal Busy() => new(
        RefusalCodes.Busy, $"{Limits.MaxReservationsPerProduct} orders hold units of this product just now. Try again in a moment.");

    private static Reservation ToReservation(StockReservation reservation) => new(
        reservation.OrderId, reservation.Quantity, reservation.Confirmed,
        reservation.Confirmed ? default : DateTimeOffset.FromUnixTimeMilliseconds(reservation.ExpiresAt));
}
