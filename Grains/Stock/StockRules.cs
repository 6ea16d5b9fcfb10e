using System.Collections.Immutable;

namespace OrleansMicro.Stock;

/// <summary>Where and when a stock rule is applied.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Now">Unix milliseconds.</param>
public readonly record struct StockContext(string SellerId, string ProductId, long Now);

/// <summary>
/// What holds units and what gives them back: the rules that keep a unit from being sold twice. Each rule first gives back what has
/// expired, and hands back the same state reference when nothing changed.
/// </summary>
public static class StockRules
{
    /// <summary>Longest time that an order may ask units to be held for.</summary>
    public static readonly TimeSpan MaxHold = TimeSpan.FromDays(1);

    /// <summary>See <see cref="IStockGrain.Reserve"/>.</summary>
    public static (StockState State, Result<Reservation> Result) Reserve(StockState state, ReserveStock command, StockContext at)
    {
        if (command.Quantity is < 1 or > Limits.MaxQuantity)
            return (state, Refusals.Invalid("quantity", $"The quantity must be 1 to {Limits.MaxQuantity}."));
        if (command.HoldFor <= TimeSpan.Zero || command.HoldFor > MaxHold)
            return (state, Refusals.Invalid("holdFor", $"Units can be held for up to {MaxHold}."));

        state = Expire(state, at.Now);
        var expiresAt = at.Now + Math.Max(1, (long)command.HoldFor.TotalMilliseconds);
        var index = Find(state.Holds, command.OrderId);
        if (IsSuperseded(state, index, command.Token))
            return (state, Superseded(state, index, at));
        return index >= 0 ? Extend(state, index, command, expiresAt) : Hold(state, ~index, command, expiresAt, at);
    }

    /// <summary>See <see cref="IStockGrain.Confirm"/>.</summary>
    public static (StockState State, Result<Reservation> Result) Confirm(StockState state, OrderToken order, StockContext at)
    {
        state = Expire(state, at.Now);
        var index = Find(state.Holds, order.OrderId);
        if (index >= 0 && IsSuperseded(state, index, order.Token))
            return (state, Superseded(state, index, at));
        if (index < 0)
        {
            return (state, new Refusal(
                RefusalCodes.ReservationExpired,
                "The order holds nothing of this product any more. Reserve again.",
                Lines: [new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.ReservationExpired)]));
        }

        var hold = state.Holds[index];
        if (hold.Confirmed)
            return (state, Told(hold));
        var sold = hold with { ExpiresAt = 0, Token = order.Token };
        return (Changed(state with
        {
            OnHand = state.OnHand - hold.Quantity,
            Reserved = state.Reserved - hold.Quantity,
            Sold = state.Sold + hold.Quantity,
            Holds = state.Holds.SetItem(index, sold),
        }), Told(sold));
    }

    /// <summary>See <see cref="IStockGrain.Release"/>.</summary>
    public static StockState Release(StockState state, EndOrder order, StockContext at)
    {
        state = Expire(state, at.Now);
        var index = Find(state.Holds, order.Id);
        if (index >= 0 && IsSuperseded(state, index, order.Token))
            return state;
        return Fence(index < 0 ? state : GiveBack(state, index), order);
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
        var index = Find(state.Holds, command.OrderId);
        if (IsSuperseded(state, index, command.Token))
            return (state, Superseded(state, index, at));
        var sold = state.Sold - SoldToOthers(state.Holds, command.OrderId);
        if (sold < command.Quantity)
            return (state, Refusals.Invalid("quantity", $"Only {sold} units were sold, so {command.Quantity} cannot come back."));

        // The order's own record goes: a late Release must not give the same units back once more.
        var holds = index >= 0 && state.Holds[index].Confirmed ? state.Holds.RemoveAt(index) : state.Holds;
        if (holds.Length + state.Returns.Length >= Limits.MaxReservationsPerProduct)
            return (state, Busy());
        state = Changed(state with
        {
            OnHand = checked(state.OnHand + command.Quantity),
            Sold = state.Sold - command.Quantity,
            Holds = holds,
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
        var index = Find(state.Holds, order.Id);
        if (index >= 0 && IsSuperseded(state, index, order.Token))
            return state;
        if (index >= 0)
            state = state.Holds[index].Confirmed ? state with { Holds = state.Holds.RemoveAt(index) } : GiveBack(state, index);
        return Fence(state, order);
    }

    /// <summary>Gives back what has expired.</summary>
    public static StockState Expire(StockState state, long now)
    {
        if (state.NextExpiry == 0 || now < state.NextExpiry)
            return state;
        var kept = ImmutableArray.CreateBuilder<StockHold>(state.Holds.Length);
        var (released, next) = (0, long.MaxValue);
        foreach (var hold in state.Holds)
        {
            if (!hold.Confirmed && hold.ExpiresAt <= now)
            {
                released += hold.Quantity;
                continue;
            }

            kept.Add(hold);
            if (!hold.Confirmed)
                next = Math.Min(next, hold.ExpiresAt);
        }

        state = state with { NextExpiry = next == long.MaxValue ? 0 : next };
        return released == 0
            ? state
            : Kept(state with { Reserved = state.Reserved - released, Holds = kept.DrainToImmutable() });
    }

    /// <summary>The level that callers are shown: what has expired counts as given back.</summary>
    public static StockLevel Level(StockState state, StockContext at)
    {
        state = Expire(state, at.Now);
        return new StockLevel(
            at.SellerId, at.ProductId, state.OnHand, state.Reserved, state.Received, state.WrittenOff, state.Sold, state.Version);
    }

    /// <summary>
    /// The next version of a state whose units have changed. Reservations have no versions: they may be lost with a crash before they are written, and the number of
    /// a version that somebody has seen must never come to mean other units.
    /// </summary>
    internal static StockState Changed(StockState state) => Kept(state) with { Version = state.Version + 1 };

    /// <summary>The state, if it keeps the books; one that does not is a bug and must never be stored.</summary>
    private static StockState Kept(StockState state)
    {
        if (state.Reserved < 0 || state.OnHand < state.Reserved || state.Sold < 0
            || state.Received != state.OnHand + state.Sold + state.WrittenOff)
            throw new InvalidOperationException($"This change would break the stock's books: {state with { Holds = [] }}");
        return state.Reserved == 0 ? state with { NextExpiry = 0 } : state;
    }

    internal static Refusal OutOfStock(StockState state, StockContext at, string field) => new(
        RefusalCodes.OutOfStock,
        $"Only {state.OnHand - state.Reserved} units are available.",
        field,
        [new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.OutOfStock, Available: state.OnHand - state.Reserved)]);

    private static (StockState State, Result<Reservation> Result) Extend(
        StockState state, int index, ReserveStock command, long expiresAt)
    {
        var hold = state.Holds[index];
        if (hold.Quantity != command.Quantity)
            return (state, Refusals.Invalid("quantity", $"The order holds {hold.Quantity} units already. Release them first."));
        if (hold.Confirmed || (expiresAt <= hold.ExpiresAt && command.Token == hold.Token))
            return (state, Told(hold));
        hold = hold with { ExpiresAt = Math.Max(expiresAt, hold.ExpiresAt), Token = command.Token };
        return (Kept(state with { Holds = state.Holds.SetItem(index, hold) }), Told(hold));
    }

    private static (StockState State, Result<Reservation> Result) Hold(
        StockState state, int index, ReserveStock command, long expiresAt, StockContext at)
    {
        if (state.OnHand - state.Reserved < command.Quantity)
            return (state, OutOfStock(state, at, "quantity"));
        if (state.Holds.Length + state.Returns.Length >= Limits.MaxReservationsPerProduct)
            return (state, Busy());
        var hold = new StockHold(command.OrderId, command.Quantity, expiresAt, command.Token);
        return (Kept(state with
        {
            Reserved = state.Reserved + hold.Quantity,
            Holds = state.Holds.Insert(index, hold),
            NextExpiry = state.NextExpiry == 0 ? expiresAt : Math.Min(state.NextExpiry, expiresAt),
        }), Told(hold));
    }

    /// <summary>Whether a command comes from an activation that another one has superseded: its token is older than one that was seen for the order.</summary>
    private static bool IsSuperseded(StockState state, int index, long token) =>
        index >= 0 ? token < state.Holds[index].Token : token <= state.SettledUntil && state.SettledUntil > 0;

    private static Refusal Superseded(StockState state, int index, StockContext at) => new(
        RefusalCodes.Superseded,
        "The order was written since by another activation. Write it again first.",
        Lines:
        [
            new LineRefusal(at.SellerId, at.ProductId, RefusalCodes.Superseded)
            {
                SettledUntil = index >= 0 ? state.Holds[index].Token : state.SettledUntil,
            },
        ]);

    /// <summary>From now on an order that is unknown here needs a newer token, if older commands of the ended order may still arrive.</summary>
    private static StockState Fence(StockState state, EndOrder order) =>
        order.Fence && order.Token > state.SettledUntil ? state with { SettledUntil = order.Token } : state;

    private static StockState GiveBack(StockState state, int index)
    {
        var hold = state.Holds[index];
        var holds = state.Holds.RemoveAt(index);
        return hold.Confirmed
            ? Changed(state with { OnHand = checked(state.OnHand + hold.Quantity), Sold = state.Sold - hold.Quantity, Holds = holds })
            : Kept(state with { Reserved = state.Reserved - hold.Quantity, Holds = holds });
    }

    /// <summary>Units that other orders bought and may still release: a return must not count on them.</summary>
    private static long SoldToOthers(ImmutableArray<StockHold> holds, string orderId)
    {
        var sold = 0L;
        foreach (var hold in holds)
        {
            if (hold.Confirmed && hold.OrderId != orderId)
                sold += hold.Quantity;
        }

        return sold;
    }

    private static Refusal Busy() => new(
        RefusalCodes.Busy, $"{Limits.MaxReservationsPerProduct} orders hold this product just now. Try again in a moment.");

    private static Reservation Told(StockHold hold) => new(
        hold.OrderId, hold.Quantity, hold.Confirmed, hold.Confirmed ? default : DateTimeOffset.FromUnixTimeMilliseconds(hold.ExpiresAt));

    /// <summary>The index of the order's hold, or the complement of where it belongs.</summary>
    private static int Find(ImmutableArray<StockHold> holds, string orderId)
    {
        var (low, high) = (0, holds.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(holds[middle].OrderId, orderId);
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
