namespace OrleansMicro.Json;

/// <summary>A price or an expected total in minor units (pence, cents) of one currency.</summary>
internal sealed class PriceRequest
{
    /// <summary>Minor units: 1250 is 12.50 in a currency with two decimal digits. The maximum depends on the currency.</summary>
    [JsonRequired, WholeNumber(1, Limits.MaxAmountMinor), JsonConverter(typeof(WholeNumberConverter<long>))]
    public long Minor { get; set; }

    /// <summary>ISO 4217 code.</summary>
    [JsonRequired, Currency]
    public string Currency { get; set; } = "";

    public Money ToMoney() => new(Minor, Currency);
}

/// <summary>An amount of money, which may be zero, in minor units (pence, cents) of one currency.</summary>
internal sealed class MoneyRequest
{
    /// <summary>Minor units: 299 is 2.99 in a currency with two decimal digits. The maximum depends on the currency.</summary>
    [JsonRequired, WholeNumber(0, Limits.MaxAmountMinor), JsonConverter(typeof(WholeNumberConverter<long>))]
    public long Minor { get; set; }

    /// <summary>ISO 4217 code.</summary>
    [JsonRequired, Currency]
    public string Currency { get; set; } = "";

    public Money ToMoney() => new(Minor, Currency);
}

/// <summary>A postal address.</summary>
internal sealed class AddressRequest
{
    /// <summary>The recipient.</summary>
    [JsonRequired, Line(Limits.MaxTextLength)] public string Name { get; set; } = "";

    /// <summary>Street and number.</summary>
    [JsonRequired, Line(Limits.MaxTextLength)] public string Line1 { get; set; } = "";

    /// <summary>Second line of the street address, if any.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? Line2 { get; set; }

    /// <summary>Town or city.</summary>
    [JsonRequired, Line(Limits.MaxTextLength)] public string City { get; set; } = "";

    /// <summary>Postal code, if the country has them.</summary>
    [OptionalLine(Limits.MaxTextLength)] public string? PostalCode { get; set; }

    /// <summary>ISO 3166-1 code of two letters.</summary>
    [JsonRequired, Country] public string Country { get; set; } = "";

    public Address ToAddress() => new(Name, Line1, Line2, City, PostalCode, Country);
}

/// <summary>A number of units.</summary>
internal sealed class QuantityRequest : JsonRequest<QuantityRequest>
{
    /// <summary>Units.</summary>
    [JsonRequired, WholeNumber(1, Limits.MaxQuantity), JsonConverter(typeof(WholeNumberConverter<int>))]
    public int Quantity { get; set; }
}

/// <summary>A part of a list.</summary>
/// <param name="Items">Up to as many entries as the limit. There may be fewer before the end of the list.</param>
/// <param name="Next">The cursor of the next part; null at the end of the list.</param>
internal sealed record PageResponse<T>(IReadOnlyList<T> Items, string? Next);
