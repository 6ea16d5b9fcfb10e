namespace OrleansMicro;

/// <summary>The rules of postal addresses.</summary>
public static class AddressRules
{
    /// <summary>
    /// Checks an address. Gives null if it is valid, or a refusal whose field starts with <paramref name="field"/>.
    /// </summary>
    public static Refusal? Check(Address? address, string field)
    {
        if (address is null)
            return Refusal.Invalid(field, "must be an address.");
        return TextRules.CheckRequiredLine(address.Name, $"{field}.name", Limits.MaxTextLength)
            ?? TextRules.CheckRequiredLine(address.Line1, $"{field}.line1", Limits.MaxTextLength)
            ?? TextRules.CheckOptionalLine(address.Line2, $"{field}.line2", Limits.MaxTextLength)
            ?? TextRules.CheckRequiredLine(address.City, $"{field}.city", Limits.MaxTextLength)
            ?? TextRules.CheckOptionalLine(address.PostalCode, $"{field}.postalCode", Limits.MaxTextLength)
            ?? CheckCountry(address.Country, $"{field}.country");
    }

    /// <summary>Checks the code of a country.</summary>
    public static Refusal? CheckCountry(string? country, string field) => Countries.IsKnown(country)
        ? null
        : Refusal.Invalid(field, "must be a two-letter country code of ISO 3166-1, for example GB.");
}
