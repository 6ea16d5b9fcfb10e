using System.Collections.Immutable;
using OrleansMicro.Catalog;

namespace OrleansMicro.Carts;

/// <summary>The rules of changing a cart that is not locked. A rule hands back the same state when nothing changed.</summary>
public static class CartRules
{
    /// <summary>See <see cref="ICartGrain.PutLine"/>.</summary>
    /// <param name="state">The cart.</param>
    /// <param name="command">What to put.</param>
    /// <param name="product">The product as it is now; null: there is none.</param>
    /// <param name="customerId">Whose cart.</param>
    public static (CartState State, Result<CartChange> Result) Put(
        CartState state, PutCartLine command, Product? product, string customerId)
    {
        if (command.Quantity is < 1 or > Limits.MaxQuantity)
            return (state, Refusals.Invalid("quantity", $"The quantity must be 1 to {Limits.MaxQuantity}."));
        var asked = StableHash.Start.Add(command.Add ? "add" : "put").Add(command.SellerId).Add(command.ProductId).Add(command.Quantity);
        var index = IndexOf(state.Lines, command.SellerId, command.ProductId);
        if (Answer(state, command.OperationId, asked, command.ExpectedVersion, customerId, index) is { } answer)
            return (state, answer);
        if (product is null)
            return (state, Refusals.NotFound("productId", "The seller has no such product."));
        if (!product.Active)
            return (state, Withdrawn(product));

        var quantity = (command.Add && index >= 0 ? state.Lines[index].Quantity : 0L) + command.Quantity;
        if (quantity > Limits.MaxQuantity)
            return (state, Refusals.Invalid("quantity", $"The line would have {quantity} units; it may have {Limits.MaxQuantity}."));
        if (index < 0 && state.Lines.Length >= Limits.MaxCartLines)
            return (state, new Refusal(RefusalCodes.CartFull, $"The cart has {Limits.MaxCartLines} lines, as many as it can hold."));
        if (HasOtherCurrency(state.Lines, index, product.Price.Currency))
        {
            return (state, new Refusal(
                RefusalCodes.CurrencyMismatch, $"The product is sold in {product.Price.Currency}, the cart is in another currency.", "productId"));
        }

        var line = new CartLine(
            product.SellerId, product.ProductId, product.Name, (int)quantity, product.Price, product.Freight, product.Version);
        if (TotalWith(state.Lines, line, index) is null)
        {
            return (state, new Refusal(
                RefusalCodes.CartFull,
                $"The cart would cost more than {Currencies.MaxMinor(product.Price.Currency)} {product.Price.Currency} in minor units, the most that an order can cost.",
                "quantity"));
        }

        state = index >= 0 && state.Lines[index] == line
            ? Unchanged(state, command.OperationId, asked)
            : Changed(state, index < 0 ? state.Lines.Add(line) : state.Lines.SetItem(index, line), command.OperationId, asked);
        return (state, Change(state, customerId, index < 0 ? state.Lines.Length - 1 : index));
    }

    /// <summary>See <see cref="ICartGrain.RemoveLine"/>.</summary>
    public static (CartState State, Result<CartChange> Result) Remove(CartState state, RemoveCartLine command, string customerId)
    {
        var asked = StableHash.Start.Add("remove").Add(command.SellerId).Add(command.ProductId);
        var index = IndexOf(state.Lines, command.SellerId, command.ProductId);
        if (Answer(state, command.OperationId, asked, command.ExpectedVersion, customerId, index) is { } answer)
            return (state, answer);
        state = index >= 0
            ? Changed(state, state.Lines.RemoveAt(index), command.OperationId, asked)
            : Unchanged(state, command.OperationId, asked);
        return (state, Change(state, customerId, -1));
    }

    /// <summary>See <see cref="ICartGrain.Clear"/>.</summary>
    public static (CartState State, Result<CartChange> Result) Clear(CartState state, ClearCart command, string customerId)
    {
        var asked = StableHash.Start.Add("clear");
        if (Answer(state, command.OperationId, asked, command.ExpectedVersion, customerId, -1) is { } answer)
            return (state, answer);
        state = state.Lines.IsEmpty ? Unchanged(state, command.OperationId, asked) : Changed(state, [], command.OperationId, asked);
        return (state, Change(state, customerId, -1));
    }

    /// <summary>Price and freight of all lines; null when there is none.</summary>
    public static Money? Total(ImmutableArray<CartLine> lines)
    {
        if (lines.IsEmpty)
            return null;
        var total = Money.Zero(lines[0].UnitPrice.Currency);
        foreach (var line in lines)
            total += (line.UnitPrice + line.Freight) * line.Quantity;
        return total;
    }

    /// <summary>The total of a cart that one line is put into; null if it is above the limit of its currency.</summary>
    private static Money? TotalWith(ImmutableArray<CartLine> lines, CartLine put, int index)
    {
        var total = MoneyRules.LineAmount(put.UnitPrice, put.Freight, put.Quantity);
        for (var i = 0; i < lines.Length && total is not null; i++)
        {
            if (i != index)
                total = MoneyRules.LineAmount(lines[i].UnitPrice, lines[i].Freight, lines[i].Quantity) is { } amount ? MoneyRules.Sum(total.Value, amount) : null;
        }

        return total;
    }

    /// <summary>How a line stands against its product as it is now.</summary>
    public static CartLine Against(CartLine line, Product? product) => product switch
    {
        null or { Active: false } => line with { Status = CartLineStatus.Withdrawn },
        _ when product.Price == line.UnitPrice && product.Freight == line.Freight => line,
        _ => line with { Status = CartLineStatus.PriceChanged, CurrentPrice = product.Price },
    };

    /// <summary>The answer that needs no change, if there is one: a repeat, a reused operation id or a stale version.</summary>
    private static Result<CartChange>? Answer(
        CartState state, string operationId, long asked, long? expectedVersion, string customerId, int index) =>
        OperationMemory.Find(state.Operations, operationId, asked) switch
        {
            OperationKind.Repeat => Change(state, customerId, index),
            OperationKind.Reused => Refusals.KeyReused(),
            _ when expectedVersion is { } expected && expected != state.Version => Refusals.VersionMismatch(expected, state.Version),
            _ => null,
        };

    /// <summary>The cart after a command that changed no line: see <see cref="OperationMemory"/>.</summary>
    private static CartState Unchanged(CartState state, string operationId, long asked) =>
        state with { Operations = OperationMemory.Remember(state.Operations, operationId, asked) };

    private static CartState Changed(CartState state, ImmutableArray<CartLine> lines, string operationId, long asked) => state with
    {
        Version = state.Version + 1,
        Lines = lines,
        Operations = OperationMemory.Remember(state.Operations, operationId, asked),
    };

    private static CartChange Change(CartState state, string customerId, int index) => new(
        customerId, index < 0 ? null : state.Lines[index], state.Lines.Length, Total(state.Lines), state.Version);

    private static bool HasOtherCurrency(ImmutableArray<CartLine> lines, int except, string currency)
    {
        // All lines have one currency, so any line but the replaced one tells.
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
