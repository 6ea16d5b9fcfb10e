using System.Collections.Frozen;

namespace OrleansMicro.Problems;

/// <summary>Which HTTP status and title belong to a code.</summary>
internal static class ProblemCatalog
{
    private static readonly FrozenDictionary<string, (int Status, string Title)> Known = new Dictionary<string, (int, string)>
    {
        [ProblemCodes.MalformedJson] = (400, "The body is not valid JSON"),
        [ProblemCodes.UnknownField] = (400, "Unknown field"),
        [ProblemCodes.DuplicateField] = (400, "A field is there twice"),
        [ProblemCodes.WrongType] = (400, "A value has the wrong type"),
        [ProblemCodes.Missing] = (400, "A required value is missing"),
        [ProblemCodes.Invalid] = (400, "A value is out of its limits"),
        [ProblemCodes.BadRequest] = (400, "Bad request"),
        [ProblemCodes.CursorInvalid] = (400, "The cursor was not given out for this list"),
        [ProblemCodes.IdempotencyKeyMissing] = (400, "The Idempotency-Key header is missing"),
        [ProblemCodes.IdempotencyKeyInvalid] = (400, "The Idempotency-Key header is malformed"),
        [ProblemCodes.RouteNotFound] = (404, "No such resource"),
        [ProblemCodes.MethodNotAllowed] = (405, "Method not allowed"),
        [ProblemCodes.RequestTimeout] = (408, "The request took too long to arrive"),
        [ProblemCodes.BodyTooLarge] = (413, "The body is too large"),
        [ProblemCodes.UnsupportedMediaType] = (415, "Unsupported media type"),
        [RefusalCodes.TooManyKeys] = (429, "Too many idempotency keys"),
        [ProblemCodes.Internal] = (500, "Something went wrong on our side"),
        [ProblemCodes.Unavailable] = (503, "Temporarily unavailable"),
        [RefusalCodes.NotFound] = (404, "Not found"),
        [RefusalCodes.VersionMismatch] = (412, "Another version is current"),
        [RefusalCodes.OutOfStock] = (409, "Not enough in stock"),
        [RefusalCodes.PriceChanged] = (409, "The price has changed"),
        [RefusalCodes.Withdrawn] = (409, "The product is no longer for sale"),
        [RefusalCodes.CartEmpty] = (422, "The cart is empty"),
        [RefusalCodes.CartFull] = (422, "The cart is full"),
        [RefusalCodes.CurrencyMismatch] = (422, "Another currency is needed"),
        [RefusalCodes.CheckoutInProgress] = (409, "The cart is being checked out"),
        [RefusalCodes.IdempotencyKeyReused] = (422, "The idempotency key was used for another request"),
        [RefusalCodes.PaymentDeclined] = (409, "The payment was declined"),
        [RefusalCodes.PaymentUnknown] = (503, "The payment provider did not answer"),
        [RefusalCodes.ReservationExpired] = (409, "The reservation has expired"),
        [RefusalCodes.WrongState] = (409, "Not possible in the present state"),
        [RefusalCodes.Busy] = (503, "Too much at once"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int StatusOf(string code) => Known.TryGetValue(code, out var known) ? known.Status : StatusCodes.Status409Conflict;

    public static string TitleOf(string code) => Known.TryGetValue(code, out var known) ? known.Title : code;

    /// <summary>The codes that a response of this status may carry, for the reference.</summary>
    public static IEnumerable<string> CodesOf(int status) =>
        Known.Where(pair => pair.Value.Status == status).Select(pair => pair.Key).Order(StringComparer.Ordinal);
}
