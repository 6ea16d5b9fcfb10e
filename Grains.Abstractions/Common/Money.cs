using System.Collections.Frozen;

namespace OrleansMicro;

/// <summary>
/// An amount of money in minor units (pence, cents) of a currency of ISO 4217. It is always a whole number.
/// </summary>
/// <param name="Minor">The amount in minor units. Only a difference can be negative.</param>
/// <param name="Currency">The currency code, for example <c>GBP</c>.</param>
[GenerateSerializer, Immutable, Alias("om.money")]
public readonly record struct Money([property: Id(0)] long Minor, [property: Id(1)] string Currency)
{
    /// <summary>The amount zero in a currency.</summary>
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>Adds two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit into <see cref="long"/>.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + SameCurrency(left, right)), left.Currency);

    /// <summary>Multiplies an amount by a number.</summary>
    /// <exception cref="OverflowException">The product does not fit into <see cref="long"/>.</exception>
    public static Money operator *(Money amount, int count) => new(checked(amount.Minor * count), amount.Currency);

    /// <inheritdoc/>
    public override string ToString() => $"{Minor} {Currency}";

    private static long SameCurrency(Money left, Money right) => left.Currency == right.Currency
        ? right.Minor
        : throw new InvalidOperationException($"Cannot combine {left.Currency} with {right.Currency}.");
}

/// <summary>
/// The rules of prices. Each gives null for a valid value, or a refusal that names the field. The limits depend on the
/// currency (<see cref="Currencies.MaxMinor"/>) and are the same for a price, a line and an order, so no sum of
/// accepted amounts leaves the range of <see cref="long"/>.
/// </summary>
public static class MoneyRules
{
    /// <summary>
    /// Checks a price of one unit, or the total that a checkout expects: at least 1 minor unit of a currency of ISO 4217.
    /// </summary>
    public static Refusal? CheckPrice(Money price, string field)
    {
        if (!Currencies.IsKnown(price.Currency))
            return Refusal.Invalid($"{field}.currency", "must be a currency code of ISO 4217, for example GBP.");
        var most = Currencies.MaxMinor(price.Currency);
        return price.Minor < 1 || price.Minor > most
            ? Refusal.Invalid($"{field}.minor", $"must be a whole number of minor units from 1 to {most} in {price.Currency}.")
            : null;
    }

    /// <summary>
    /// Checks the freight of one unit: the currency of the price, and at least 0. Price and freight together keep to
    /// the price's limit.
    /// </summary>
    public static Refusal? CheckFreight(Money freight, Money price, string field)
    {
        if (freight.Currency != price.Currency)
        {
            return new Refusal(
                RefusalCodes.CurrencyMismatch,
                $"'{field}.currency' must be the currency of the price, {price.Currency}.",
                $"{field}.currency");
        }

        var most = Math.Max(0, Currencies.MaxMinor(price.Currency) - price.Minor);
        return freight.Minor < 0 || freight.Minor > most
            ? Refusal.Invalid($"{field}.minor", $"must be a whole number of minor units from 0 to {most} for this price.")
            : null;
    }

    /// <summary>Price and freight of all units; null if the amount is above the limit of its currency.</summary>
    public static Money? LineAmount(Money price, Money freight, int quantity)
    {
        var amount = ((Int128)price.Minor + freight.Minor) * quantity;
        return amount > Currencies.MaxMinor(price.Currency) ? null : new Money((long)amount, price.Currency);
    }

    /// <summary>A sum of two amounts that are not negative; null if it is above the limit of its currency.</summary>
    public static Money? Sum(Money left, Money right)
    {
        var sum = (Int128)left.Minor + right.Minor;
        return sum > Currencies.MaxMinor(left.Currency) ? null : left with { Minor = (long)sum };
    }
}

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
