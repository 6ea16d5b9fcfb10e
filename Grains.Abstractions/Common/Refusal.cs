using System.Text.Json.Serialization;

namespace OrleansMicro;

/// <summary>
/// The reason why a command was refused. It is an answer, not a fault. The API maps it to
/// <c>application/problem+json</c>.
/// </summary>
/// <param name="Code">A stable code of <see cref="RefusalCodes"/>. The type of the problem ends with it.</param>
/// <param name="Message">One or two sentences for people: what is wrong and what to do.</param>
/// <param name="Field">The JSON path of the wrong input, such as <c>lines[2].productId</c>, if there is one.</param>
/// <param name="Lines">The refused lines, if the refusal is about lines.</param>
[GenerateSerializer, Immutable, Alias("om.refusal")]
public sealed record Refusal(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message,
    [property: Id(2)] string? Field = null,
    [property: Id(3)] ImmutableArray<LineRefusal> Lines = default)
{
    /// <summary>The refusal of an input.</summary>
    /// <param name="field">The JSON path of the input.</param>
    /// <param name="must">The rest of a sentence whose subject is the field, such as <c>must be at least 1.</c></param>
    public static Refusal Invalid(string field, string must) => new(RefusalCodes.Invalid, $"'{field}' {must}", field);
}

/// <summary>The reason why a line was refused.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Code">A code of <see cref="RefusalCodes"/>.</param>
/// <param name="SeenPrice">The price of one unit that the cart saw, where price or freight changed.</param>
/// <param name="CurrentPrice">The price of one unit now, where price or freight changed.</param>
/// <param name="Available">The number of units that are available, where stock is short.</param>
/// <param name="SeenFreight">The freight of one unit that the cart saw, where price or freight changed.</param>
/// <param name="CurrentFreight">The freight of one unit now, where price or freight changed.</param>
[GenerateSerializer, Immutable, Alias("om.refusal.line")]
public sealed record LineRefusal(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string ProductId,
    [property: Id(2)] string Code,
    [property: Id(3)] Money? SeenPrice = null,
    [property: Id(4)] Money? CurrentPrice = null,
    [property: Id(5)] int? Available = null,
    [property: Id(7)] Money? SeenFreight = null,
    [property: Id(8)] Money? CurrentFreight = null)
{
    /// <summary>
    /// For <see cref="RefusalCodes.Superseded"/>: the token must be greater than this one. Used between grains only.
    /// </summary>
    [Id(6), JsonIgnore]
    public long? SettledUntil { get; init; }
}

/// <summary>The stable codes of refusals.</summary>
public static class RefusalCodes
{
    /// <summary>The named object does not exist.</summary>
    public const string NotFound = "not-found";

    /// <summary>An input has the wrong format or is outside its limits.</summary>
    public const string Invalid = "invalid";

    /// <summary>The current version is not the expected one.</summary>
    public const string VersionMismatch = "version-mismatch";

    /// <summary>Fewer units are available than requested.</summary>
    public const string OutOfStock = "out-of-stock";

    /// <summary>The price or freight differs from the one that the cart saw.</summary>
    public const string PriceChanged = "price-changed";

    /// <summary>The product is no longer for sale.</summary>
    public const string Withdrawn = "product-withdrawn";

    /// <summary>The cart is empty.</summary>
    public const string CartEmpty = "cart-empty";

    /// <summary>The cart has reached its limit of lines, or of the total of an order.</summary>
    public const string CartFull = "cart-full";

    /// <summary>The currency differs from that of the cart, the price or the payment.</summary>
    public const string CurrencyMismatch = "currency-mismatch";

    /// <summary>An earlier checkout of the cart is in progress.</summary>
    public const string CheckoutInProgress = "checkout-in-progress";

    /// <summary>The idempotency key was used for another request.</summary>
    public const string IdempotencyKeyReused = "idempotency-key-reused";

    /// <summary>The payment provider declined the payment.</summary>
    public const string PaymentDeclined = "payment-declined";

    /// <summary>The payment provider did not answer in time. The outcome is unknown; repeat the call.</summary>
    public const string PaymentUnknown = "payment-unknown";

    /// <summary>The reservation expired before it was confirmed.</summary>
    public const string ReservationExpired = "reservation-expired";

    /// <summary>
    /// The fencing token of the command is too old. Its order must be written again before it goes on.
    /// </summary>
    public const string Superseded = "superseded";

    /// <summary>The state of the object does not allow the command.</summary>
    public const string WrongState = "wrong-state";

    /// <summary>A limit of <see cref="Limits"/> is reached at the moment. Try again later.</summary>
    public const string Busy = "busy";
}
