namespace OrleansMicro.Http;

/// <summary>The conditions of a read (RFC 9110, section 13): <c>If-Match</c> fails with 412, <c>If-None-Match</c> with 304.</summary>
/// <remarks><c>If-Modified-Since</c> and <c>If-Unmodified-Since</c> are ignored, because no resource has a Last-Modified date.</remarks>
internal static class ReadPreconditions
{
    /// <summary>Gives null if the representation is to be sent. A representation without a tag matches <c>*</c> only.</summary>
    public static IResult? Evaluate(HttpContext http, EntityTag? current)
    {
        var headers = http.Request.Headers;
        return (headers.IfMatch.Count > 0 || headers.IfNoneMatch.Count > 0) && IsRead(http.Request.Method) ? Compare(http, current) : null;
    }

    private static IResult? Compare(HttpContext http, EntityTag? current)
    {
        var match = EntityTags.Read(http.Request, IfMatch.Header);
        var noneMatch = EntityTags.Read(http.Request, IfNoneMatch.Header);
        if (!match.IsAbsent && !match.IsAny && !(current is { } strong && match.HasStrong(strong)))
            return ApiResults.Refused(new(RefusalCodes.VersionMismatch, "No version in If-Match is current.", IfMatch.Header));

        if (!noneMatch.IsAny && !(current is { } weak && noneMatch.HasWeak(weak)))
            return null;

        current?.WriteTo(http);
        return NotModified.Instance;
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private sealed class NotModified : IResult
    {
        public static readonly NotModified Instance = new();

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            httpContext.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
    }
}
