using System.Collections.Frozen;

namespace OrleansMicro.Bench.Replay;

/// <summary>The codes of the countries that the file names. Its retailer is British, so a name of no country becomes GB.</summary>
internal static class RetailCountries
{
    private const string Default = "GB";

    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["Australia"] = "AU",
        ["Austria"] = "AT",
        ["Bahrain"] = "BH",
        ["Belgium"] = "BE",
        ["Bermuda"] = "BM",
        ["Brazil"] = "BR",
        ["Canada"] = "CA",
        ["Channel Islands"] = "JE",
        ["Cyprus"] = "CY",
        ["Czech Republic"] = "CZ",
        ["Denmark"] = "DK",
        ["EIRE"] = "IE",
        ["Finland"] = "FI",
        ["France"] = "FR",
        ["Germany"] = "DE",
        ["Greece"] = "GR",
        ["Hong Kong"] = "HK",
        ["Iceland"] = "IS",
        ["Israel"] = "IL",
        ["Italy"] = "IT",
        ["Japan"] = "JP",
        ["Korea"] = "KR",
        ["Lebanon"] = "LB",
        ["Lithuania"] = "LT",
        ["Malta"] = "MT",
        ["Netherlands"] = "NL",
        ["Nigeria"] = "NG",
        ["Norway"] = "NO",
        ["Poland"] = "PL",
        ["Portugal"] = "PT",
        ["RSA"] = "ZA",
        ["Saudi Arabia"] = "SA",
        ["Singapore"] = "SG",
        ["Spain"] = "ES",
        ["Sweden"] = "SE",
        ["Switzerland"] = "CH",
        ["Thailand"] = "TH",
        ["USA"] = "US",
        ["United Arab Emirates"] = "AE",
        ["United Kingdom"] = "GB",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ISO 3166-1 code for a name in the file.</summary>
    public static string CodeOf(string name) => Codes.GetValueOrDefault(name.Trim(), Default);
}
