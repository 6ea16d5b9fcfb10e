namespace OrleansMicro;

/// <summary>The limits of values and lists. Lengths are in Unicode code points.</summary>
public static class Limits
{
    /// <summary>The largest quantity of a cart line, restock or write-off.</summary>
    public const int MaxQuantity = 1_000_000;

    /// <summary>The largest stock on hand of a product.</summary>
    public const int MaxOnHand = 1_000_000_000;

    /// <summary>
    /// The largest price, freight, line amount and order total in major units of the currency (pounds, not pence).
    /// <see cref="Currencies.MaxMinor"/> gives the limit in minor units.
    /// </summary>
    public const long MaxAmountMajor = 1_000_000_000_000;

    /// <summary>
    /// The largest amount in minor units of any currency. It is below 2^53, so JSON readers that use doubles read it
    /// exactly.
    /// </summary>
    public const long MaxAmountMinor = 1_000_000_000_000_000;

    /// <summary>The largest number of lines in a cart or an order.</summary>
    public const int MaxCartLines = 1_000;

    /// <summary>The largest number of commands in a batch between silos: a whole order fits.</summary>
    public const int MaxBatchSize = MaxCartLines;

    /// <summary>The longest name of a product, customer or seller in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The longest description of a product in characters.</summary>
    public const int MaxDescriptionLength = 4_000;

    /// <summary>
    /// The longest category, address part, carrier, tracking number, payment token or reason in characters.
    /// </summary>
    public const int MaxTextLength = 200;

    /// <summary>The longest e-mail address in characters.</summary>
    public const int MaxEmailLength = 254;

    /// <summary>The longest idempotency key in characters of visible ASCII.</summary>
    public const int MaxIdempotencyKeyLength = 255;

    /// <summary>The largest number of addresses of a customer.</summary>
    public const int MaxAddresses = 20;

    /// <summary>The largest number of entries on a page.</summary>
    public const int MaxPageSize = 100;

    /// <summary>The number of entries on a page if the caller names none.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>
    /// The largest number of orders that hold reservations of one product at a time. Further orders are refused with
    /// <see cref="RefusalCodes.Busy"/>.
    /// </summary>
    public const int MaxReservationsPerProduct = 100_000;

    /// <summary>The longest time for which an order reserves units.</summary>
    public static readonly TimeSpan MaxReservationLifetime = TimeSpan.FromDays(1);

    /// <summary>
    /// The longest time for which a request waits for the end of its order. Clients and gateways commonly time out after 30 seconds.
    /// </summary>
    public static readonly TimeSpan MaxOrderWait = TimeSpan.FromSeconds(25);

    /// <summary>The longest time for which a grain call can be configured to run.</summary>
    public static readonly TimeSpan MaxCallTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The longest time for which a client can be configured to repeat a failed grain call.</summary>
    public static readonly TimeSpan MaxRetryTimeout = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The longest wait within a grain call: for an order, a provider or a recovery. It is shorter than the response
    /// timeout of any caller, who asks again. A call without an answer would have an unknown outcome.
    /// </summary>
    public static readonly TimeSpan MaxCallWait = TimeSpan.FromSeconds(2);

    /// <summary>How long a request with an Idempotency-Key takes effect once, in hours. A checkout's key never expires.</summary>
    public const int IdempotencyKeyHours = 24;

    /// <summary>
    /// Most requests with an Idempotency-Key that one cart, or the stock of one product, accepts within <see
    /// cref="IdempotencyKeyHours"/>. More are refused until the oldest key expires.
    /// </summary>
    public const int MaxIdempotencyKeys = 4_096;

    /// <summary>The largest number of webhooks.</summary>
    public const int MaxWebhooks = 1_000;

    /// <summary>The longest URL of a webhook in characters.</summary>
    public const int MaxUrlLength = 2_000;

    /// <summary>The largest number of types and patterns of a webhook.</summary>
    public const int MaxEventFilters = 50;

    /// <summary>The longest subject of an event in characters.</summary>
    public const int MaxSubjectLength = 250;
}
