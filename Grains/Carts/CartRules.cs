using System.Collections.Immutable;
using OrleansMicro.Catalog;

namespace OrleansMicro.Carts;

/// <summary>
/// The rules for changes of a cart that is not locked. A rule gives back the same state if nothing changed.
/// </summary>
public static class CartRules
{
    /// <summary>See <see cref="ICartGrain.PutLine"/>.</summary>
    /// <param name="state">The cart.</param>
    /// <param name="command">The command.</param>
    /// <param name="product">The product as it is now. Null if it does not exist.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="now">The time of day.</param>
    public static (CartState State, Result<CartChange> Result) Put(
        CartState state, PutCartLine command, Product? product, string customerId, DateTimeOffset now)
    {
        if (command.Quantity is < 1 or > Limits.MaxQuantity)
            return (state, Refusal.Invalid("quantity", $"must be a whole number from 1 to {Limits.MaxQuantity}."));
        var asked = CommandHash.Start.Add(command.Add ? "add" : "put").Add(command.SellerId).Add(command.ProductId).Add(command.Quantity);
        var index = IndexOf(state.Lines, command.SellerId, command.ProductId);
        if (Answer(state, command.OperationId, asked, command.Versions, customerId, index, now) is { } answer)
            return (state, answer);
        if (product is null)
            return (state, Refusals.NotFound("productId", "The seller has no such product."));
        if (!product.Active)
            return (state, Withdrawn(product));

        var quantity = (command.Add && index >= 0 ? state.Lines[index].Quantity : 0L) + command.Quantity;
        if (quantity > Limits.MaxQuantity)
            return (state, Refusal.Invalid("quantity", $"must keep the line at or below {Limits.MaxQuantity} units. It would have {quantity}."));
        if (index < 0 && state.Lines.Length >= Limits.MaxCartLines)
            return (state, new Refusal(RefusalCodes.CartFull, $"The cart has {Limits.MaxCartLines} lines, which is the limit. Remove a line first."));
        if (HasOtherCurrency(state.Lines, index, product.Price.Currency))
        {
            return (state, new Refusal(
                RefusalCodes.CurrencyMismatch,
                $"The product is sold in {product.Price.Currency}, and the cart is in another currency. Use a cart of its own for it.",
                "productId"));
        }

        var line = new CartLine(
            product.SellerId, product.ProductId, product.Name, (int)quantity, product.Price, product.Freight, product.Version);
        if (TotalWith(state.Lines, line, index) is null)
        {
            return (state, new Refusal(
                RefusalCodes.CartFull,
                $"The cart would cost more than an order can: {Currencies.MaxMinor(product.Price.Currency)} minor units of {product.Price.Currency}.",
                "quantity"));
        }

        state = index >= 0 && state.Lines[index] == line
            ? Remember(state, command.OperationId, asked, now)
            : Changed(state, index < 0 ? state.Lines.Add(line) : state.Lines.SetItem(index, line), command.OperationId, asked, now);
        return (state, Change(state, customerId, index < 0 ? state.Lines.Length - 1 : index));
    }

    /// <summary>See <see cref="ICartGrain.RemoveLine"/>.</summary>
    public static (CartState State, Result<CartChange> Result) Remove(CartState state, RemoveCartLine command, string customerId, DateTimeOffset now)
    {
        var asked = CommandHash.Start.Add("remove").Add(command.SellerId).Add(command.ProductId);
        var index = IndexOf(state.Lines, command.SellerId, command.ProductId);
        if (Answer(state, command.OperationId, asked, command.Versions, customerId, index, now) is { } answer)
            return (state, answer);
        state = index >= 0
            ? Changed(state, state.Lines.RemoveAt(index), command.OperationId, asked, now)
            : Remember(state, command.OperationId, asked, now);
        return (state, Change(state, customerId, -1));
    }

    /// <summary>See <see cref="ICartGrain.Clear"/>.</summary>
    public static (CartState State, Result<CartChange> Result) Clear(CartState state, ClearCart command, string customerId, DateTimeOffset now)
    {
        var asked = CommandHash.Start.Add("clear");
        if (Answer(state, command.OperationId, asked, command.Versions, customerId, -1, now) is { } answer)
            return (state, answer);
        state = state.Lines.IsEmpty ? Remember(state, command.OperationId, asked, now) : Changed(state, [], command.OperationId, asked, now);
        return (state, Change(state, customerId, -1));
    }

    /// <summary>Price and freight of all lines. Null if there is no line.</summary>
    public static Money? Total(ImmutableArray<CartLine> lines)
    {
        if (lines.IsEmpty)
            return null;
        var total = Money.Zero(lines[0].UnitPrice.Currency);
        foreach (var line in lines)
            total += (line.UnitPrice + line.Freight) * line.Quantity;
        return total;
    }

    /// <summary>The total of a cart after a line was put. Null if it is above the limit of the currency.</summary>
    private static Money? TotalWith(ImmutableArray<CartLine> lines, CartLine put, int index)
    {
        var total = MoneyRules.LineAmount(put.UnitPrice, put.Freight, put.Quantity);
        for (var i = 0; i < lines.Length && total is not null; i++)
        {
            if (i == index)
                continue;
            var amount = MoneyRules.LineAmount(lines[i].UnitPrice, lines[i].Freight, lines[i].Quantity);
            total = amount is null ? null : MoneyRules.Sum(total.Value, amount.Value);
        }

        return total;
    }

    /// <summary>The line with the status that follows from its product as it is now.</summary>
    public static CartLine Against(CartLine line, Product? product) => product switch
    {
        null or { Active: false } => line with { Status = CartLineStatus.Withdrawn },
        _ when product.Price == line.UnitPrice && product.Freight == line.Freight => line,
        _ => line with { Status = CartLineStatus.PriceChanged, CurrentPrice = product.Price, CurrentFreight = product.Freight },
    };

    /// <summary>
    /// The result of a command that changes nothing: a repeat, a refused operation id or a version conflict. Null for
    /// any other.
    /// </summary>
    private static Result<CartChange>? Answer(
        CartState state, string operationId, CommandHash asked, VersionCondition versions, string customerId, int index, DateTimeOffset now)
    {
        var check = state.Operations.Check(operationId, asked, now);
        if (check.IsRepeat)
            return Change(state, customerId, index);
        if (check.Refusal is { } refusal)
            return refusal;
        if (VersionRules.Check(versions, state.Version, exists: true) is { } mismatch)
            return mismatch;
        return null;
    }

    /// <summary>
    /// The cart with the command remembered, whether or not it changed a line: see
    /// <see cref="OperationMemory"/>.
    /// </summary>
    private static CartState Remember(CartState state, string operationId, CommandHash asked, DateTimeOffset now) =>
        state with { Operations = state.Operations.Remember(operationId, asked, now) };

    private static CartState Changed(
        CartState state, ImmutableArray<CartLine> lines, string operationId, CommandHash asked, DateTimeOffset now) =>
        Remember(state with { Version = state.Version + 1, Lines = lines }, operationId, asked, now);

    private static CartChange Change(CartState state, string customerId, int index) => new(
        customerId, index < 0 ? null : state.Lines[index], state.Lines.Length, Total(state.Lines), state.Version);

    private static bool HasOtherCurrency(ImmutableArray<CartLine> lines, int except, string currency)
    {
        // All lines have the same currency, so one line other than the replaced one is enough.
        var other = except == 0 ? 1 : 0;
        return other < lines.Length && lines[other].UnitPrice.Currency != currency;
    }

    private static int IndexOf(ImmutableArray<CartLine> lines, string sellerId, string productId)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].ProductId == productId && lines[i].SellerId == sellerId)
                return i;
        }

        return -1;
    }

    private static Refusal Withdrawn(Product product) => new(
        RefusalCodes.Withdrawn,
        "The product is no longer for sale.",
        "productId",
        [new LineRefusal(product.SellerId, product.ProductId, RefusalCodes.Withdrawn)]);
}
