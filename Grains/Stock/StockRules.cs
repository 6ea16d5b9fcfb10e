using System.Collections.Immutable;

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
        var index = Find(state.Reservations, command.OrderId);
        if (IsSuperseded(state, index, command.Token))
            return (state, Superseded(state, index, at));
        return index >= 0 ? ExtendReservation(state, index, command, expiresAt) : AddReservation(state, ~index, command, expiresAt, at);
    }

    /// <summary>See <see cref="IStockGrain.Confirm"/>.</summary>
    public static (StockState State, Result<Reservation> Result) Confirm(StockState state, OrderToken order, StockContext at)
    {
        state = Expire(state, at.Now);
        var index = Find(state.Reservations, order.OrderId);
        if (index >= 0 && IsSuperseded(state, index, order.Token))
            return (state, Superseded(state, index, at));
        if (index < 0)
        {
            return (state, new Refusal(
                RefusalCodes.ReservationExpired,
                "The order holds nothing of this product any more. Reserve again.",
                Lines: [new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.ReservationExpired)]));
        }

        var reservation = state.Reservations[index];
        if (reservation.Confirmed)
            return (state, ToReservation(reservation));
        var sold = reservation with { ExpiresAt = 0, Token = order.Token };
        return (NextVersion(state with
        {
            OnHand = state.OnHand - reservation.Quantity,
            Reserved = state.Reserved - reservation.Quantity,
            Sold = state.Sold + reservation.Quantity,
            Reservations = state.Reservations.SetItem(index, sold),

            // A product that is sold and no longer restocked must not carry old keys forever.
            Operations = state.Operations.WithoutExpired(at.Time),
        }), ToReservation(sold));
    }

    /// <summary>See <see cref="IStockGrain.Release"/>.</summary>
    public static StockState Release(StockState state, EndOrder order, StockContext at)
    {
        state = Expire(state, at.Now);
        var index = Find(state.Reservations, order.Id);
        if (index >= 0 && IsSuperseded(state, index, order.Token))
            return state;
        return Fence(index < 0 ? state : RemoveReservation(state, index), order);
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
        var index = Find(state.Reservations, command.OrderId);
        if (IsSuperseded(state, index, command.Token))
            return (state, Superseded(state, index, at));
        var sold = state.Sold - SoldToOthers(state.Reservations, command.OrderId);
        if (sold < command.Quantity)
            return (state, Refusals.Invalid("quantity", $"Only {sold} units were sold, so {command.Quantity} cannot come back."));

        // The order's own record goes: a late Release must not give the same units back once more.
        var reservations = index >= 0 && state.Reservations[index].Confirmed ? state.Reservations.RemoveAt(index) : state.Reservations;
        if (reservations.Length + state.Returns.Length >= Limits.MaxReservationsPerProduct)
            return (state, Busy());
        state = NextVersion(state with
        {
            OnHand = checked(state.OnHand + command.Quantity),
            Sold = state.Sold - command.Quantity,
            Reservations = reservations,
            Returns = state.Returns.Insert(~place, command.OperationId),
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
        var index = Find(state.Reservations, order.Id);
        if (index >= 0 && IsSuperseded(state, index, order.Token))
            return state;
        if (index >= 0)
            state = state.Reservations[index].Confirmed
                ? state with { Reservations = state.Reservations.RemoveAt(index) }
                : RemoveReservation(state, index);
        return Fence(state, order);
    }

    /// <summary>Gives back what has expired.</summary>
    public static StockState Expire(StockState state, long now)
    {
        if (state.NextExpiry == 0 || now < state.NextExpiry)
            return state;
        var kept = ImmutableArray.CreateBuilder<StockReservation>(state.Reservations.Length);
        var (released, next) = (0, long.MaxValue);
        foreach (var reservation in state.Reservations)
        {
            if (!reservation.Confirmed && reservation.ExpiresAt <= now)
            {
                released += reservation.Quantity;
                continue;
            }

            kept.Add(reservation);
            if (!reservation.Confirmed)
                next = Math.Min(next, reservation.ExpiresAt);
        }

        state = state with { NextExpiry = next == long.MaxValue ? 0 : next };
        return released == 0
            ? state
            : EnsureBalanced(state with { Reserved = state.Reserved - released, Reservations = kept.DrainToImmutable() });
    }

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
        return state.Reserved == 0 ? state with { NextExpiry = 0 } : state;
    }

    internal static Refusal OutOfStock(StockState state, StockContext at, string field) => new(
        RefusalCodes.OutOfStock,
        $"Only {state.OnHand - state.Reserved} units are available.",
        field,
        [new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.OutOfStock, Available: state.OnHand - state.Reserved)]);

    private static (StockState State, Result<Reservation> Result) ExtendReservation(
        StockState state, int index, ReserveStock command, long expiresAt)
    {
        var reservation = state.Reservations[index];
        if (reservation.Quantity != command.Quantity)
            return (state, Refusals.Invalid("quantity", $"The order holds {reservation.Quantity} units already. Release them first."));
        if (reservation.Confirmed || (expiresAt <= reservation.ExpiresAt && command.Token == reservation.Token))
            return (state, ToReservation(reservation));
        reservation = reservation with { ExpiresAt = Math.Max(expiresAt, reservation.ExpiresAt), Token = command.Token };
        return (EnsureBalanced(state with { Reservations = state.Reservations.SetItem(index, reservation) }), ToReservation(reservation));
    }

    private static (StockState State, Result<Reservation> Result) AddReservation(
        StockState state, int index, ReserveStock command, long expiresAt, StockContext at)
    {
        if (state.OnHand - state.Reserved < command.Quantity)
            return (state, OutOfStock(state, at, "quantity"));
        if (state.Reservations.Length + state.Returns.Length >= Limits.MaxReservationsPerProduct)
            return (state, Busy());
        var reservation = new StockReservation(command.OrderId, command.Quantity, expiresAt, command.Token);
        return (EnsureBalanced(state with
        {
            Reserved = state.Reserved + reservation.Quantity,
            Reservations = state.Reservations.Insert(index, reservation),
            NextExpiry = state.NextExpiry == 0 ? expiresAt : Math.Min(state.NextExpiry, expiresAt),
        }), ToReservation(reservation));
    }

    /// <summary>
    /// Whether a command comes from an activation that another one has superseded: its token is older than one that was seen for the order.
    /// </summary>
    private static bool IsSuperseded(StockState state, int index, long token) =>
        index >= 0 ? token < state.Reservations[index].Token : token <= state.SettledUntil && state.SettledUntil > 0;

    private static Refusal Superseded(StockState state, int index, StockContext at) => new(
        RefusalCodes.Superseded,
        "The order was written since by another activation. Write it again first.",
        Lines:
        [
            new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.Superseded)
            {
                SettledUntil = index >= 0 ? state.Reservations[index].Token : state.SettledUntil,
            },
        ]);

    /// <summary>From now on an order that is unknown here needs a newer token, if older commands of the ended order may still arrive.</summary>
    private static StockState Fence(StockState state, EndOrder order) =>
        order.Fence && order.Token > state.SettledUntil ? state with { SettledUntil = order.Token } : state;

    private static StockState RemoveReservation(StockState state, int index)
    {
        var reservation = state.Reservations[index];
        var reservations = state.Reservations.RemoveAt(index);
        return reservation.Confirmed
            ? NextVersion(state with
            {
                OnHand = checked(state.OnHand + reservation.Quantity),
                Sold = state.Sold - reservation.Quantity,
                Reservations = reservations,
            })
            : EnsureBalanced(state with { Reserved = state.Reserved - reservation.Quantity, Reservations = reservations });
    }

    /// <summary>Units that other orders bought and may still release: a return must not count on them.</summary>
    private static long SoldToOthers(ImmutableArray<StockReservation> reservations, string orderId)
    {
        var sold = 0L;
        foreach (var reservation in reservations)
        {
            if (reservation.Confirmed && reservation.OrderId != orderId)
                sold += reservation.Quantity;
        }

        return sold;
    }

    private static Refusal Busy() => new(
        RefusalCodes.Busy, $"{Limits.MaxReservationsPerProduct} orders hold units of this product just now. Try again in a moment.");

    private static Reservation ToReservation(StockReservation reservation) => new(
        reservation.OrderId, reservation.Quantity, reservation.Confirmed,
        reservation.Confirmed ? default : DateTimeOffset.FromUnixTimeMilliseconds(reservation.ExpiresAt));

    /// <summary>The index of the order's hold, or the complement of where it belongs.</summary>
    private static int Find(ImmutableArray<StockReservation> reservations, string orderId)
    {
        var (low, high) = (0, reservations.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(reservations[middle].OrderId, orderId);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
