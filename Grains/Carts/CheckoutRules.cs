using System.Collections.Immutable;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;

namespace OrleansMicro.Carts;

/// <summary>The rules of turning a cart into an order.</summary>
public static class CheckoutRules
{
    /// <summary>Why the cart cannot be ordered as the customer saw it; null when it can.</summary>
    /// <param name="state">The cart, not locked by another order.</param>
    /// <param name="command">What the customer expects.</param>
    /// <param name="products">The product of each line as it is now, in the order of the lines.</param>
    public static Refusal? Check(CartState state, CheckoutCart command, ReadOnlySpan<Product?> products)
    {
        if (!command.ExpectedVersions.IsDefault && !command.ExpectedVersions.Contains(state.Version))
            return Refusals.VersionMismatch(command.ExpectedVersions, state.Version);
        if ((PaymentMethodRules.Check(command.Terms.PaymentMethod, "paymentMethod") ?? AddressRules.Check(command.Terms.ShipTo, "shipTo")) is { } invalid)
            return invalid;
        if (CartRules.Total(state.Lines) is not { } total)
            return new Refusal(RefusalCodes.CartEmpty, "The cart is empty. Put something into it first.");
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
        command.Terms with { CartVersions = command.ExpectedVersions.IsDefault ? "*" : string.Join(',', command.ExpectedVersions.Order()) };

    /// <summary>Whether a cart holds something that an order of it neither bought nor left there.</summary>
    /// <param name="lines">The cart's lines, as its customer sees them.</param>
    /// <param name="order">The order, which the cart is not locked by any more.</param>
    public static bool HasChanged(ImmutableArray<CartLine> lines, Order order)
    {
        var left = IsBought(order) ? order.Lines.Where(static line => line.Status == OrderLineStatus.Refused) : order.Lines;
        return !lines.IsEmpty && !OrderLines(lines).Select(Content).SequenceEqual(left.Select(Content));

        static OrderLine Content(OrderLine line) => line with { Name = "", Status = OrderLineStatus.Pending, ReasonCode = null };
    }

    /// <summary>The cart, locked by an order: its lines stay as they are until that order has ended.</summary>
    public static CartState Lock(CartState state, string orderId) =>
        state.LockedBy == orderId ? state : state with { LockedBy = orderId };

    /// <summary>See <see cref="ICartGrain.Settle"/>. All lines are the order's, since none could change while it was under way.</summary>
    public static CartState Settle(CartState state, string orderId, bool bought)
    {
        if (state.LockedBy != orderId)
            return state;
        return bought
            ? state with { LockedBy = null, Lines = [], Version = state.Version + 1 }
            : state with { LockedBy = null };
    }

    /// <summary>Whether an order still needs the cart's lines. One that is being cancelled is in flight too, but it was bought.</summary>
    public static bool IsBeingMade(Order? order) => order is { Status: OrderStatus.Placed };

    /// <summary>Whether the cart's lines went into an order that is no longer being made.</summary>
    public static bool IsBought(Order? order) => order is { Status: not OrderStatus.Rejected };

    /// <summary>The lines of the order.</summary>
    public static ImmutableArray<OrderLine> OrderLines(ImmutableArray<CartLine> lines)
    {
        var ordered = ImmutableArray.CreateBuilder<OrderLine>(lines.Length);
        foreach (var line in lines)
            ordered.Add(new OrderLine(line.SellerId, line.ProductId, line.Name, line.Quantity, line.UnitPrice, line.Freight));
        return ordered.MoveToImmutable();
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
                line.CurrentPrice));
        }

        if (refused.Count == 0)
            return null;
        return withdrawn
            ? new Refusal(RefusalCodes.Withdrawn, "Some products are no longer for sale. Remove their lines.", Lines: refused.ToImmutable())
            : new Refusal(RefusalCodes.PriceChanged, "Some prices changed. Put these lines again to accept the new ones.", Lines: refused.ToImmutable());
    }
}
