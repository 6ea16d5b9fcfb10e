using OrleansMicro.Carts;
using OrleansMicro.Orders;

namespace OrleansMicro.Simulation.Clients;

/// <summary>The content of a cart, as far as its customer knows.</summary>
internal sealed class CartKnowledge(string customer, TimeProvider clock, Broken broken)
{
    private static readonly TimeSpan TimeOnTheWay = TimeSpan.FromSeconds(20);
    private DateTimeOffset _unsureUntil;

    /// <summary>Quantities by product; null after an answer was lost.</summary>
    public SortedDictionary<string, int>? Lines { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>A line was accepted. Checks the quantity that the customer was shown.</summary>
    public void Put(string product, int quantity, bool adds, int? shown)
    {
        if (Lines is null)
            return;
        var expected = adds ? Lines.GetValueOrDefault(product) + quantity : quantity;
        broken.Check(6, shown == expected, () => $"customer {customer} must have {expected} of {product} in the cart, and has {shown}.");
        Lines[product] = expected;
    }

    /// <summary>A line was removed.</summary>
    public void Remove(string product) => Lines?.Remove(product);

    /// <summary>An answer was lost. Its request can still be on the way.</summary>
    public void Forget()
    {
        Lines = null;
        _unsureUntil = clock.GetUtcNow() + TimeOnTheWay;
    }

    /// <summary>The cart was emptied. This is certain only if no earlier request can be on the way.</summary>
    public void LearnEmpty() => Learn(new(StringComparer.Ordinal));

    /// <summary>The cart was bought: it holds what the order left out. This is certain only if no earlier request can be on the way.</summary>
    public void LearnBought(Order order)
    {
        var left = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in order.Lines.Where(static line => line.Status == OrderLineStatus.Refused))
            left[Ids.ProductKey(line.SellerId, line.ProductId)] = line.Quantity;
        Learn(left);
    }

    private void Learn(SortedDictionary<string, int> lines)
    {
        if (clock.GetUtcNow() > _unsureUntil)
            Lines = lines;
    }

    /// <summary>Checks a cart that the customer was shown.</summary>
    public void Check(Cart shown)
    {
        if (Lines is not { } known)
            return;
        var lines = shown.Lines.ToDictionary(line => Ids.ProductKey(line.SellerId, line.ProductId), line => line.Quantity);
        broken.Check(6, lines.Count == known.Count && known.All(pair => lines.GetValueOrDefault(pair.Key) == pair.Value), () =>
            $"the cart of {customer} must hold {string.Join(", ", known)} and holds {string.Join(", ", lines)}.");
    }

    /// <summary>Checks the answer to a repeated checkout: it is marked as one, and tells whether the cart holds something else now.</summary>
    public void CheckReplay(CheckoutResult repeated)
    {
        var order = repeated.Order;
        broken.Check(6, repeated.Replayed, () => $"{customer} repeated the checkout of {order.OrderId} and got it as a new order.");
        if (Lines is not { } known || order.InFlight)
            return;

        // After a rejection, or where lines were left out, the cart may hold the order's own lines.
        var isBoughtWhole = order.Status != OrderStatus.Rejected && order.Lines.All(static line => line.Status != OrderLineStatus.Refused);
        broken.Check(6, known.Count == 0 ? !repeated.CartChanged : repeated.CartChanged || !isBoughtWhole, () =>
            $"{customer} repeated the checkout of {order.OrderId} with {string.Join(", ", known)} in the cart, "
            + $"and the answer says that it has {(repeated.CartChanged ? "" : "not ")}changed.");
    }

    /// <summary>Checks the lines of a new order against the carts that may have become this order.</summary>
    public static void CheckOrder(CheckoutKnowledge checkout, Order order, Broken broken)
    {
        var lines = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in order.Lines)
            lines[Ids.ProductKey(line.SellerId, line.ProductId)] = line.Quantity;
        broken.Check(6, checkout.Carts.Exists(cart => cart is null || lines.SequenceEqual(cart)), () =>
            $"order {checkout.OrderId} has lines {string.Join(", ", lines)}, "
            + $"and the cart had {string.Join(" or ", checkout.Carts.Select(static cart => string.Join(", ", cart!)))}.");
    }
}
