namespace OrleansMicro.OpenApi;

/// <summary>The parameters that many operations share.</summary>
internal static class Parameters
{
    public static readonly ApiParameter IdempotencyKey = new(
        "Idempotency-Key", "Your name for this request. Repeat the request with the same key until it is answered: it takes effect once.")
    {
        Required = true,
        Example = "7d3c1c5e-order-42",
        MaxLength = Limits.MaxIdempotencyKeyLength,
    };

    public static readonly ApiParameter IfMatch = new(
        "If-Match", "The ETag of the version that you saw: the edit is refused with 412 if another one is current by now. `*`: any, but it must exist.")
    {
        Example = "\"3\"",
    };

    public static readonly ApiParameter IfNoneMatch = new("If-None-Match", "`*`: create it, and refuse with 412 if it exists.")
    {
        Example = "*",
    };

    public static readonly ApiParameter Prefer = new(
        "Prefer", "`respond-async`: answer 202 as soon as the request is safely accepted, without waiting for its end.")
    {
        Example = "respond-async",
    };

    public static readonly ApiParameter Limit = new("limit", "Most entries of the part.")
    {
        Range = (1, Limits.MaxPageSize),
        Example = "50",
    };

    public static readonly ApiParameter Cursor = new("cursor", "`next` of the part before, unchanged; left out for the first part.");

    public static readonly IReadOnlyList<ApiParameter> Paging = [Cursor, Limit];

    public static readonly IReadOnlyList<ApiParameter> Edit = [IfMatch];

    public static readonly IReadOnlyList<ApiParameter> Put = [IfMatch, IfNoneMatch];
}
