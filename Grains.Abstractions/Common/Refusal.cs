using System.Text.Json.Serialization;

namespace OrleansMicro;

/// <summary>Why a command was refused: a business answer, not a fault. The API maps it to <c>application/problem+json</c>.</summary>
/// <param name="Code">A stable code of <see cref="RefusalCodes"/>; the problem's type ends with it.</param>
/// <param name="Message">One sentence that says what to do next.</param>
/// <param name="Field">The input at fault as a JSON path such as <c>quantity</c> or <c>lines[2].productId</c>, if there is one.</param>
/// <param name="Lines">The lines at fault, if the refusal is about some lines.</param>
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

/// <summary>Why one line was refused.</summary>
/// <param name="SellerId">The product's seller.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Code">A code of <see cref="RefusalCodes"/>.</param>
/// <param name="SeenPrice">The unit price that the cart saw, where the price changed.</param>
/// <param name="CurrentPrice">The unit price that holds now, where the price changed.</param>
/// <param name="Available">How many are available, where stock is short.</param>
[GenerateSerializer, Immutable, Alias("om.refusal.line")]
public sealed record LineRefusal(
    [property: Id(0)] string SellerId,
    [property: Id(1)] string ProductId,
    [property: Id(2)] string Code,
    [property: Id(3)] Money? SeenPrice = null,
    [property: Id(4)] Money? CurrentPrice = null,
    [property: Id(5)] int? Available = null)
{
    /// <summary>The fencing token that a command must pass, where it is <see cref="RefusalCodes.Superseded"/>. Between grains only.</summary>
    [Id(6), JsonIgnore]
    public long? SettledUntil { get; init; }
}

/// <summary>The stable codes of refusals.</summary>
public static class RefusalCodes
{
    /// <summary>The thing named does not exist.</summary>
    public const string NotFound = "not-found";

    /// <summary>An input is out of its limits or malformed.</summary>
    public const string Invalid = "invalid";

    /// <summary>The version that the caller expected is not the current one.</summary>
    public const string VersionMismatch = "version-mismatch";

    /// <summary>Fewer are available than asked for.</summary>
    public const string OutOfStock = "out-of-stock";

    /// <summary>The price is not the one that the cart saw.</summary>
    public const string PriceChanged = "price-changed";

    /// <summary>The product is no longer for sale.</summary>
    public const string Withdrawn = "product-withdrawn";

    /// <summary>A checkout of an empty cart.</summary>
    public const string CartEmpty = "cart-empty";

    /// <summary>The cart has as many lines as it can hold.</summary>
    public const string CartFull = "cart-full";

    /// <summary>The currency is not the cart's.</summary>
    public const string CurrencyMismatch = "currency-mismatch";

    /// <summary>The cart is being checked out by another request.</summary>
    public const string CheckoutInProgress = "checkout-in-progress";

    /// <summary>The idempotency key was used with another request.</summary>
    public const string IdempotencyKeyReused = "idempotency-key-reused";

    /// <summary>The payment provider refused the payment.</summary>
    public const string PaymentDeclined = "payment-declined";

    /// <summary>The payment provider did not answer in time; the outcome is unknown and the call must be repeated.</summary>
    public const string PaymentUnknown = "payment-unknown";

    /// <summary>The reservation is gone: it expired before it was confirmed.</summary>
    public const string ReservationExpired = "reservation-expired";

    /// <summary>The command carries a fencing token that is too old: its order must be written again before it may go on.</summary>
    public const string Superseded = "superseded";

    /// <summary>The thing is in a state that does not allow the command.</summary>
    public const string WrongState = "wrong-state";

    /// <summary>A bound of <see cref="Limits"/> is reached for now; try again later.</summary>
    public const string Busy = "busy";
}
