using System.Collections.Frozen;

namespace OrleansMicro;

/// <summary>
/// The currencies and funds of ISO 4217 list one (2026) that have minor units. Precious metals and test codes are left
/// out.
/// </summary>
public static class Currencies
{
    private const string WithoutMinorUnits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

    private const string WithTwoDigits =
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
        CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
        KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
        NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
        TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
        """;

    private const string WithThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private const string WithFourDigits = "CLF UYW";

    private static readonly FrozenDictionary<string, Currency> ByCode = Parse();

    /// <summary>The codes in alphabetical order.</summary>
    public static ImmutableArray<string> Codes { get; } = [.. ByCode.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether the text is the code of a currency, in upper case.</summary>
    public static bool IsKnown(string? code) => code is not null && ByCode.ContainsKey(code);

    /// <summary>
    /// The number of decimal digits of the currency: 2 for GBP, 0 for JPY, 3 for KWD. Null for an unknown currency.
    /// </summary>
    public static int? Digits(string code) => ByCode.TryGetValue(code, out var currency) ? currency.Digits : null;

    /// <summary>
    /// The largest price, freight, line amount or order total in minor units: <see cref="Limits.MaxAmountMajor"/> of
    /// the currency, but no more than <see cref="Limits.MaxAmountMinor"/>. For a currency that is unknown, as data of
    /// earlier versions may hold: that of a currency without minor units, which is the lowest.
    /// </summary>
    public static long MaxMinor(string code) => ByCode.TryGetValue(code, out var currency) ? currency.MaxMinor : Limits.MaxAmountMajor;

    private static FrozenDictionary<string, Currency> Parse()
    {
        var byCode = new Dictionary<string, Currency>(StringComparer.Ordinal);
        Add(WithoutMinorUnits, 0, 1);
        Add(WithTwoDigits, 2, 100);
        Add(WithThreeDigits, 3, 1_000);
        Add(WithFourDigits, 4, 10_000);
        return byCode.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string codes, int digits, long factor)
        {
            foreach (var code in codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                byCode.Add(code, new Currency(digits, Math.Min(Limits.MaxAmountMajor * factor, Limits.MaxAmountMinor)));
        }
    }

    private readonly record struct Currency(int Digits, long MaxMinor);
}
