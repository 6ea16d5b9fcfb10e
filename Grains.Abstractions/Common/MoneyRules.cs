namespace OrleansMicro;

/// <summary>
/// The rules of prices. Each gives null for a valid value, or a refusal that names the field. The limits depend on the
/// currency (<see cref="Currencies.MaxMinor"/>) and are the same for a price, a line and an order, so no sum of
/// accepted amounts leaves the range of <see cref="long"/>.
/// </summary>
public static class MoneyRules
{
    /// <summary>
    /// Checks a price of one unit, or an expected total: at least 1 minor unit of a currency of ISO 4217.
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
