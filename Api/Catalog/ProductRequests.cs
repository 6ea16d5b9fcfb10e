namespace OrleansMicro.Catalog;

/// <summary>A product.</summary>
internal sealed class PutProductRequest : JsonRequest<PutProductRequest>
{
    /// <summary>Shown to customers.</summary>
    [JsonRequired, Line(Limits.MaxNameLength)] public string Name { get; set; } = "";

    /// <summary>Several lines are allowed. Empty if left out.</summary>
    [Lines(Limits.MaxDescriptionLength)] public string? Description { get; set; }

    /// <summary>The kind of product. Empty if left out.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Category { get; set; }

    /// <summary>Price of one unit.</summary>
    [JsonRequired] public PriceRequest Price { get; set; } = new();

    /// <summary>Shipping of one unit, in the currency of the price. Free if left out.</summary>
    public MoneyRequest? Freight { get; set; }

    public PutProduct ToCommand() => new(
        OperationId.Create(), Name, Description ?? "", Category ?? "", Price.ToMoney(), Freight?.ToMoney() ?? Money.Zero(Price.Currency));
}

/// <summary>A new price.</summary>
internal sealed class SetPriceRequest : JsonRequest<SetPriceRequest>
{
    /// <summary>Price of one unit.</summary>
    [JsonRequired] public PriceRequest Price { get; set; } = new();

    /// <summary>Shipping of one unit, in the currency of the price. Unchanged if left out.</summary>
    public MoneyRequest? Freight { get; set; }

    public SetProductPrice ToCommand() => new(OperationId.Create(), Price.ToMoney(), Freight?.ToMoney());
}
