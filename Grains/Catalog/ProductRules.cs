namespace OrleansMicro.Catalog;

/// <summary>
/// The rules of a product: its description, price and withdrawal. A rule gives back the same state if nothing changed.
/// </summary>
public static class ProductRules
{
    /// <summary>See <see cref="IProductGrain.Put"/>. The caller checks that the seller exists.</summary>
    public static (ProductState State, Result<Product> Result) Put(
        ProductState state, PutProduct command, string sellerId, string productId, DateTimeOffset now)
    {
        if (Check(command) is { } invalid)
            return (state, invalid);
        var asked = CommandHash.Start.Add("put").Add(command.Name).Add(command.Description).Add(command.Category)
            .Add(command.Price).Add(command.Freight);
        if (Answer(state, command.OperationId, asked, command.Versions, now) is { } answer)
            return (state, answer with { Created = answer.Accepted && state.Operations.IsCreation(state.Version) });
        var (next, result) = Next(state, command.OperationId, asked, now, new Product(
            sellerId, productId, command.Name, command.Description, command.Category, command.Price, command.Freight, 0, Active: true));
        return (next, result with { Created = state.Product is null });
    }

    /// <summary>See <see cref="IProductGrain.SetPrice"/>.</summary>
    public static (ProductState State, Result<Product> Result) SetPrice(ProductState state, SetProductPrice command, DateTimeOffset now)
    {
        if (state.Product is not { } product)
            return (state, Unknown());
        var freight = command.Freight ?? (product.Freight.Minor == 0 ? Money.Zero(command.Price.Currency) : product.Freight);
        if (CheckPrice(command.Price, freight) is { } invalid)
            return (state, invalid);
        var asked = CommandHash.Start.Add("price").Add(command.Price).Add(command.Freight ?? new Money(-1, ""));
        if (Answer(state, command.OperationId, asked, command.Versions, now) is { } answer)
            return (state, answer);
        if (!product.Active)
            return (state, new Refusal(RefusalCodes.Withdrawn, "The product is withdrawn. Put the whole product to sell it again."));
        return Next(state, command.OperationId, asked, now, product with { Price = command.Price, Freight = freight });
    }

    /// <summary>See <see cref="IProductGrain.Withdraw"/>.</summary>
    public static (ProductState State, Result<Product> Result) Withdraw(ProductState state, WithdrawProduct command, DateTimeOffset now)
    {
        if (state.Product is not { } product)
            return (state, Unknown());
        var asked = CommandHash.Start.Add("withdraw");
        if (Answer(state, command.OperationId, asked, command.Versions, now) is { } answer)
            return (state, answer);
        return Next(state, command.OperationId, asked, now, product with { Active = false });
    }

    /// <summary>
    /// The result of a command that changes nothing: a repeat, a refused operation id or a version conflict. Null for
    /// any other.
    /// </summary>
    private static Result<Product>? Answer(
        ProductState state, string operationId, CommandHash asked, VersionCondition versions, DateTimeOffset now)
    {
        var check = state.Operations.Check(operationId, asked, now);
        if (check.IsRepeat)
            return state.Product!;
        if (check.Refusal is { } refusal)
            return refusal;
        if (state.Outbox.IsFull)
            return Refusals.EventsWait();
        if (VersionRules.Check(versions, state.Version, exists: state.Product is not null) is { } mismatch)
            return mismatch;
        return null;
    }

    private static (ProductState State, Result<Product> Result) Next(
        ProductState state, string operationId, CommandHash asked, DateTimeOffset now, Product product)
    {
        if (state.Product is { } present && product with { Version = present.Version } == present)
            return (state with { Operations = state.Operations.Remember(operationId, asked, now) }, present);
        product = product with { Version = state.Version + 1 };
        return (new ProductState
        {
            Product = product,
            Operations = state.Operations.Remember(operationId, asked, now),
        }, product);
    }

    private static Refusal? Check(PutProduct command)
    {
        return TextRules.CheckRequiredLine(command.Name, "name", Limits.MaxNameLength)
            ?? Missing(command.Description, "description")
            ?? TextRules.CheckOptionalLines(command.Description, "description", Limits.MaxDescriptionLength)
            ?? Missing(command.Category, "category")
            ?? TextRules.CheckOptionalLine(command.Category, "category", Limits.MaxTextLength)
            ?? CheckPrice(command.Price, command.Freight);

        static Refusal? Missing(string? text, string field) => text is null ? Refusal.Invalid(field, "must not be null. It may be empty.") : null;
    }

    private static Refusal? CheckPrice(Money price, Money freight) =>
        MoneyRules.CheckPrice(price, "price") ?? MoneyRules.CheckFreight(freight, price, "freight");

    private static Refusal Unknown() => Refusals.NotFound("productId", "The seller has no such product.");
}
