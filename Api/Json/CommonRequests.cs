using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace OrleansMicro.Json;

// Bodies of requests are classes with setters: the JSON generator fills them without the detour that constructors and init properties cost.

/// <summary>An amount of money in minor units (pence, cents) of one currency.</summary>
internal sealed class MoneyRequest
{
    /// <summary>Minor units: 1250 is 12.50 in a currency with cents.</summary>
    [JsonRequired, Range(0, Limits.MaxAmountMinor)]
    public long Minor { get; set; }

    /// <summary>ISO 4217 code.</summary>
    [JsonRequired, RegularExpression("^[A-Z]{3}$")]
    public string Currency { get; set; } = "";
}

/// <summary>A postal address.</summary>
internal sealed class AddressRequest
{
    /// <summary>Who receives.</summary>
    [JsonRequired, MaxLength(Limits.MaxTextLength)]
    public string Name { get; set; } = "";

    /// <summary>Street and number.</summary>
    [JsonRequired, MaxLength(Limits.MaxTextLength)]
    public string Line1 { get; set; } = "";

    /// <summary>More of it, if any.</summary>
    [MaxLength(Limits.MaxTextLength)]
    public string? Line2 { get; set; }

    /// <summary>Town or city.</summary>
    [JsonRequired, MaxLength(Limits.MaxTextLength)]
    public string City { get; set; } = "";

    /// <summary>Postal code, if the country has them.</summary>
    [MaxLength(Limits.MaxTextLength)]
    public string? PostalCode { get; set; }

    /// <summary>Country name or ISO 3166 code.</summary>
    [JsonRequired, MaxLength(Limits.MaxTextLength)]
    public string Country { get; set; } = "";
}

/// <summary>A number of units.</summary>
internal sealed class QuantityRequest
{
    /// <summary>Units.</summary>
    [JsonRequired, Range(1, Limits.MaxQuantity)]
    public int Quantity { get; set; }
}
