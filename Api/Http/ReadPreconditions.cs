namespace OrleansMicro.Http;

/// <summary>The conditions of a read (RFC 9110, section 13): <c>If-Match</c> fails with 412, <c>If-None-Match</c> with 304.</summary>
/// <remarks><c>If-Modified-Since</c> and <c>If-Unmodified-Since</c> are ignored, because no resource has a Last-Modified date.</remarks>
internal static class ReadPreconditions
{
    /// <summary>The status to answer with, 412 or 304; null to send the representation. One without a tag matches <c>*</c> only.</summary>
    public static int? Evaluate(HttpRequest request, EntityTag? current)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead || (request.Headers.IfMatch.Count == 0 && request.Headers.IfNoneMatch.Count == 0))
            return null;
        var match = EntityTags.Read(request, IfMatch.Header);
        var noneMatch = EntityTags.Read(request, IfNoneMatch.Header);
        if (!match.IsAbsent && !match.IsAny && !(current is { } strong && match.Has(strong, isStrong: true)))
            return StatusCodes.Status412PreconditionFailed;
        return noneMatch.IsAny || (current is { } weak && noneMatch.Has(weak, isStrong: false)) ? StatusCodes.Status304NotModified : null;
    }
}
