using System.Collections.Frozen;

namespace OrleansMicro.Problems;

/// <summary>The HTTP status and the title of each code.</summary>
internal static class ProblemCatalog
{
    public const string RequestTimeoutDetail = "The request body was not received in time.";
    public static readonly string BodyTooLargeDetail = $"The request body exceeds {ApiOptions.MaxBodyBytes} bytes.";

    private static readonly FrozenDictionary<string, (int Status, string Title)> Known = new Dictionary<string, (int, string)>
    {
        [ProblemCodes.MalformedJson] = (400, "Malformed JSON"),
        [ProblemCodes.UnknownField] = (400, "Unknown field"),
        [ProblemCodes.DuplicateField] = (400, "Duplicate field"),
        [ProblemCodes.WrongType] = (400, "Wrong type"),
        [ProblemCodes.Missing] = (400, "Missing value"),
        [ProblemCodes.Invalid] = (400, "Invalid value"),
        [ProblemCodes.UnknownParameter] = (400, "Unknown query parameter"),
        [ProblemCodes.BadRequest] = (400, "Bad request"),
        [ProblemCodes.CursorInvalid] = (400, "Invalid cursor"),
        [ProblemCodes.IdempotencyKeyMissing] = (400, "Missing Idempotency-Key"),
        [ProblemCodes.IdempotencyKeyInvalid] = (400, "Invalid Idempotency-Key"),
        [ProblemCodes.CrossSiteRequest] = (403, "Cross-site request"),
        [ProblemCodes.RouteNotFound] = (404, "Unknown route"),
        [ProblemCodes.MethodNotAllowed] = (405, "Method not allowed"),
        [ProblemCodes.RequestTimeout] = (408, "Request timeout"),
        [ProblemCodes.EventsGone] = (410, "Events no longer kept"),
        [ProblemCodes.BodyTooLarge] = (413, "Request body too large"),
        [ProblemCodes.UnsupportedMediaType] = (415, "Unsupported media type"),
        [RefusalCodes.TooManyKeys] = (429, "Too many idempotency keys"),
        [ProblemCodes.Internal] = (500, "Internal error"),
        [ProblemCodes.Unavailable] = (503, "Temporarily unavailable"),
        [RefusalCodes.NotFound] = (404, "Not found"),
        [RefusalCodes.VersionMismatch] = (412, "Version conflict"),
        [RefusalCodes.OutOfStock] = (409, "Out of stock"),
        [RefusalCodes.PriceChanged] = (409, "Price changed"),
        [RefusalCodes.Withdrawn] = (409, "Product withdrawn"),
        [RefusalCodes.CartEmpty] = (422, "Empty cart"),
        [RefusalCodes.CartFull] = (422, "Cart full"),
        [RefusalCodes.CurrencyMismatch] = (422, "Currency mismatch"),
        [RefusalCodes.CheckoutInProgress] = (409, "Checkout in progress"),
        [RefusalCodes.IdempotencyKeyReused] = (422, "Idempotency-Key reused"),
        [RefusalCodes.PaymentDeclined] = (409, "Payment declined"),
        [RefusalCodes.PaymentUnknown] = (503, "No response from the payment provider"),
        [RefusalCodes.ReservationExpired] = (409, "Reservation expired"),
        [RefusalCodes.WrongState] = (409, "Wrong state"),
        [RefusalCodes.Busy] = (503, "Server busy"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The status of a code; 409 for a code of a later version.</summary>
    public static int StatusOf(string code) => Known.TryGetValue(code, out var known) ? known.Status : StatusCodes.Status409Conflict;

    public static string TitleOf(string code) => Known.TryGetValue(code, out var known) ? known.Title : code;

    /// <summary>The codes that a response of this status may have.</summary>
    public static IEnumerable<string> CodesOf(int status) =>
        Known.Where(pair => pair.Value.Status == status).Select(pair => pair.Key).Order(StringComparer.Ordinal);
}
