using System.Collections.Frozen;

namespace OrleansMicro;

/// <summary>
/// A postal address. Each part is a single line of at most <see cref="Limits.MaxTextLength"/> characters.
/// </summary>
/// <param name="Name">The recipient.</param>
/// <param name="Line1">The street and number.</param>
/// <param name="Line2">More of the street address. Null if there is none.</param>
/// <param name="City">The town or city.</param>
/// <param name="PostalCode">The postal code. Null if the country has none.</param>
/// <param name="Country">The country code of ISO 3166-1, for example GB. Older data may hold other text.</param>
[GenerateSerializer, Immutable, Alias("om.address")]
public sealed record Address(
    [property: Id(0)] string Name,
    [property: Id(1)] string Line1,
    [property: Id(2)] string? Line2,
    [property: Id(3)] string City,
    [property: Id(4)] string? PostalCode,
    [property: Id(5)] string Country);

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

/// <summary>
/// The two-letter codes of ISO 3166-1 (2026). Codes that ISO only reserves, such as EU or UK, are left out.
/// </summary>
public static class Countries
{
    private const string All =
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
        CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
        GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
        KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
        NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
        SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
        VN VU WF WS YE YT ZA ZM ZW
        """;

    private static readonly FrozenSet<string> Known =
        All.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The codes in alphabetical order.</summary>
    public static ImmutableArray<string> Codes { get; } = [.. Known.Order(StringComparer.Ordinal)];

    /// <summary>Whether the text is the code of a country, in upper case.</summary>
    public static bool IsKnown(string? code) => code is not null && Known.Contains(code);
}
