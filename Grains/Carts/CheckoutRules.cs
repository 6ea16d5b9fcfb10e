using System.Collections.Immutable;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;
using OrleansMicro.Payments;

namespace OrleansMicro.Carts;

/// <summary>The rules of the checkout of a cart.</summary>
public static class CheckoutRules
{
    /// <summary>
    /// Checks the values of a request that has no order yet. Null if they are valid. The order of an earlier version can have other ones, and a
    /// repeat must find it, so the API leaves this check to the cart.
    /// </summary>
    public static Refusal? Check(CheckoutCart command) =>
        PaymentMethodRules.Check(command.Terms.PaymentMethod, "paymentMethod")
        ?? AddressRules.Check(command.Terms.ShipTo, "shipTo")
        ?? (command.ExpectedTotal is { } total ? MoneyRules.CheckPrice(total, "total") : null);

    /// <summary>Checks whether the cart can be ordered as the customer saw it. Null if it can.</summary>
    /// <param name="state">The cart, not locked by another order.</param>
    /// <param name="command">The command.</param>
    /// <param name="products">The product of each line as it is now, in the order of the lines.</param>
    public static Refusal? Check(CartState state, CheckoutCart command, ReadOnlySpan<Product?> products)
    {
        if (VersionRules.Check(command.Versions, state.Version, exists: true) is { } mismatch)
            return mismatch;
        if (CartRules.Total(state.Lines) is not { } total)
            return new Refusal(RefusalCodes.CartEmpty, "The cart is empty. Put a product into it first.");
        if (CheckLines(state.Lines, products) is { } refusal)
            return refusal;
        if (command.ExpectedTotal is not { } expectedTotal || expectedTotal == total)
            return null;
        return expectedTotal.Currency == total.Currency
            ? new Refusal(RefusalCodes.PriceChanged, $"The cart costs {total}, not {expectedTotal}.", "total.minor")
            : new Refusal(RefusalCodes.CurrencyMismatch, $"The cart is in {total.Currency}.", "total.currency");
    }

    /// <summary>The terms that identify the request: its body and the versions that it demanded.</summary>
    public static OrderTerms Identify(CheckoutCart command) =>
        command.Terms with { CartVersions = command.Versions.OneOf.IsDefault ? "*" : string.Join(',', command.Versions.OneOf.Order()) };

    /// <summary>Whether a cart holds something that an order of it neither bought nor left there.</summary>
    /// <param name="lines">The cart's lines, as its customer sees them.</param>
    /// <param name="order">The order, which no longer locks the cart.</param>
    public static bool HasChanged(ImmutableArray<CartLine> lines, Order order)
    {
        var left = IsBought(order) ? order.Lines.Where(static line => line.Status == OrderLineStatus.Refused) : order.Lines;
        return !lines.IsEmpty && !OrderLines(lines).Select(Content).SequenceEqual(left.Select(Content));

        static OrderLine Content(OrderLine line) => line with { Name = "", Status = OrderLineStatus.Pending, ReasonCode = null };
    }

    /// <summary>Locks the cart for an order. Its lines cannot change until the order has ended.</summary>
    public static CartState Lock(CartState state, string orderId, bool allowPartial) =>
        state.LockedBy == orderId && state.KeepsLeftOut == allowPartial ? state : state with { LockedBy = orderId, KeepsLeftOut = allowPartial };

    /// <summary>
    /// Settles the cart with an order that has ended: see <see cref="ICartGrain.Settle"/>. The lines are those of the
    /// order, because no line can change while the cart is locked.
    /// </summary>
    public static CartState Settle(CartState state, string orderId, bool bought, ImmutableArray<string> leftOut)
    {
        if (state.LockedBy != orderId)
            return state;
        var unlocked = state with { LockedBy = null, KeepsLeftOut = false };
        return bought
            ? unlocked with { Lines = state.KeepsLeftOut ? Stay(state.Lines, leftOut) : [], Version = state.Version + 1 }
            : unlocked;
    }

    /// <summary>Settles the cart with what is known of an order that has ended, or was never placed (null).</summary>
    public static CartState Settle(CartState state, string orderId, Order? order) =>
        Settle(state, orderId, IsBought(order), LeftOut(order?.Lines ?? []));

    /// <summary>The keys of the products whose lines were refused.</summary>
    public static ImmutableArray<string> LeftOut(ImmutableArray<OrderLine> lines)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var line in lines)
        {
            if (line.Status == OrderLineStatus.Refused)
                keys.Add(Ids.ProductKey(line.SellerId, line.ProductId));
        }

        return keys.DrainToImmutable();
    }

    /// <summary>
    /// Whether the checkout of an order is in progress. An order that is being cancelled is in flight too, but it was
    /// bought.
    /// </summary>
    public static bool IsBeingMade(Order? order) => order is { Status: OrderStatus.Placed };

    /// <summary>Whether an order exists and was not rejected. Check <see cref="IsBeingMade"/> first.</summary>
    public static bool IsBought(Order? order) => order is { Status: not OrderStatus.Rejected };

    /// <summary>The lines of the order that is made of the lines of a cart.</summary>
    public static ImmutableArray<OrderLine> OrderLines(ImmutableArray<CartLine> lines)
    {
        var ordered = ImmutableArray.CreateBuilder<OrderLine>(lines.Length);
        foreach (var line in lines)
            ordered.Add(new OrderLine(line.SellerId, line.ProductId, line.Name, line.Quantity, line.UnitPrice, line.Freight));
        return ordered.MoveToImmutable();
    }

    private static ImmutableArray<CartLine> Stay(ImmutableArray<CartLine> lines, ImmutableArray<string> leftOut)
    {
        if (leftOut.IsEmpty)
            return [];
        var keys = leftOut.ToHashSet(StringComparer.Ordinal);
        return lines.RemoveAll(line => !keys.Contains(Ids.ProductKey(line.SellerId, line.ProductId)));
    }

    private static Refusal? CheckLines(ImmutableArray<CartLine> lines, ReadOnlySpan<Product?> products)
    {
        var refused = ImmutableArray.CreateBuilder<LineRefusal>();
        var withdrawn = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = CartRules.Against(lines[i], products[i]);
            if (line.Status == CartLineStatus.Current)
                continue;
            var gone = line.Status == CartLineStatus.Withdrawn;
            withdrawn |= gone;
            refused.Add(new LineRefusal(
                line.SellerId,
                line.ProductId,
                gone ? RefusalCodes.Withdrawn : RefusalCodes.PriceChanged,
                line.UnitPrice,
                line.CurrentPrice,
                SeenFreight: line.Freight,
                CurrentFreight: line.CurrentFreight));
        }

        if (refused.Count == 0)
            return null;
        return withdrawn
            ? new Refusal(RefusalCodes.Withdrawn, "Some products are no longer for sale. Remove their lines.", Lines: refused.ToImmutable())
            : new Refusal(
                RefusalCodes.PriceChanged,
                "The price or freight of some products has changed. Put their lines again to accept the change.",
                Lines: refused.ToImmutable());
    }
}
