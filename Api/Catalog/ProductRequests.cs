using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace OrleansMicro.Catalog;

/// <summary>A product, as it is put.</summary>
internal sealed class PutProductRequest
{
    /// <summary>Shown to customers.</summary>
    [JsonRequired, MaxLength(Limits.MaxNameLength)]
    public string Name { get; set; } = "";

    /// <summary>More about it; empty when left out.</summary>
    [MaxLength(Limits.MaxDescriptionLength)]
    public string? Description { get; set; }

    /// <summary>What kind of product it is; none when left out.</summary>
    [MaxLength(Limits.MaxTextLength)]
    public string? Category { get; set; }

    /// <summary>Price of one unit, greater than zero.</summary>
    [JsonRequired]
    public MoneyRequest Price { get; set; } = new();

    /// <summary>Shipping of one unit, in the price's currency; free when left out.</summary>
    public MoneyRequest? Freight { get; set; }
}

/// <summary>A new price.</summary>
internal sealed class SetPriceRequest
{
    /// <summary>Price of one unit, greater than zero.</summary>
    [JsonRequired]
    public MoneyRequest Price { get; set; } = new();

    /// <summary>Shipping of one unit, in the price's currency; as before when left out.</summary>
    public MoneyRequest? Freight { get; set; }
}

/// <summary>Checks of prices.</summary>
internal static class PriceCheck
{
    public static Money Price(MoneyRequest price) => Check.Money(price, "price", 1, Limits.MaxAmountMinor);

    public static Money? Freight(MoneyRequest? freight, Money price)
    {
        if (freight is null)
            return null;

        var checkedFreight = Check.Money(freight, "freight", 0, Limits.MaxAmountMinor);
        return checkedFreight.Currency == price.Currency
            ? checkedFreight
            : throw new ProblemException(RefusalCodes.CurrencyMismatch, $"'freight.currency' must be the price's, {price.Currency}.", "freight.currency");
    }
}
