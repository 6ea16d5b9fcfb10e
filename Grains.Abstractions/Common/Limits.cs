namespace OrleansMicro;

/// <summary>The limits of values and lists. Lengths are in Unicode code points.</summary>
public static class Limits
{
    /// <summary>Largest quantity of one cart line, restock or write-off.</summary>
    public const int MaxQuantity = 1_000_000;

    /// <summary>Largest stock on hand of one product.</summary>
    public const int MaxOnHand = 1_000_000_000;

    /// <summary>
    /// Largest price, freight, line amount and order total in units of the currency, before the decimal point. <see cref="Currencies.MaxMinor"/>
    /// gives the limit of a currency in minor units.
    /// </summary>
    public const long MaxAmountMajor = 1_000_000_000_000;

    /// <summary>
    /// Largest amount of any currency in minor units. Small enough that JSON readers that take numbers for doubles read it exactly.
    /// </summary>
    public const long MaxAmountMinor = 1_000_000_000_000_000;

    /// <summary>Most lines in a cart.</summary>
    public const int MaxCartLines = 1_000;

    /// <summary>Longest name of a product, person or seller, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Longest description of a product, in characters.</summary>
    public const int MaxDescriptionLength = 4_000;

    /// <summary>Longest category, carrier, tracking number or reason, in characters.</summary>
    public const int MaxTextLength = 200;

    /// <summary>Longest e-mail address, in characters.</summary>
    public const int MaxEmailLength = 254;

    /// <summary>Longest idempotency key, in characters (visible ASCII).</summary>
    public const int MaxIdempotencyKeyLength = 255;

    /// <summary>Most addresses of a customer.</summary>
    public const int MaxAddresses = 20;

    /// <summary>Most entries of a page.</summary>
    public const int MaxPageSize = 100;

    /// <summary>Entries of a page when the caller does not say.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>Most orders that may hold a reservation of one product at a time; more are told to try again.</summary>
    public const int MaxReservationsPerProduct = 10_000;

    /// <summary>Operation ids that a grain remembers to recognise a repeated command.</summary>
    public const int RememberedOperations = 32;
}
