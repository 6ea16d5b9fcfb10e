namespace OrleansMicro.Problems;

/// <summary>The codes of problems that the API finds. Those of the grains are <see cref="RefusalCodes"/>.</summary>
internal static class ProblemCodes
{
    public const string MalformedJson = "malformed-json";
    public const string UnknownField = "unknown-field";
    public const string DuplicateField = "duplicate-field";
    public const string WrongType = "wrong-type";
    public const string Missing = "missing";
    public const string Invalid = RefusalCodes.Invalid;
    public const string UnknownParameter = "unknown-parameter";
    public const string BodyTooLarge = "body-too-large";
    public const string RequestTimeout = "request-timeout";
    public const string BadRequest = "bad-request";
    public const string CrossSiteRequest = "cross-site-request";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string RouteNotFound = "route-not-found";
    public const string IdempotencyKeyMissing = "idempotency-key-missing";
    public const string IdempotencyKeyInvalid = "idempotency-key-invalid";
    public const string CursorInvalid = "cursor-invalid";
    public const string EventsGone = "events-gone";
    public const string Unavailable = "unavailable";
    public const string Internal = "internal-error";
}
