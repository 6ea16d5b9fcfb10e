namespace OrleansMicro.Json;

/// <summary>Which content types a body may have: JSON in UTF-8. Other parameters of the type are ignored.</summary>
internal static class ContentType
{
    public const string Json = "application/json";

    /// <summary>Throws <see cref="ProblemException"/> unless the body is JSON in UTF-8 and not compressed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mayBeAbsent">Whether the request may have neither type nor body.</param>
    public static void Check(HttpRequest request, bool mayBeAbsent)
    {
        if (!IsJson(request.ContentType) && !(mayBeAbsent && request.ContentType is null && !JsonBody.IsPresent(request)))
            throw Refuse(request, "Accept", Json, $"Send the body as {Json} in UTF-8.", "Content-Type");

        if (request.Headers.ContentEncoding.Count > 0)
            throw Refuse(request, "Accept-Encoding", "identity", "Send the body uncompressed.", "Content-Encoding");
    }

    /// <summary>Throws <see cref="ProblemException"/> if there is a body, or the type of one.</summary>
    public static void CheckNone(HttpRequest request)
    {
        if (request.ContentType is not null || JsonBody.IsPresent(request))
        {
            throw new ProblemException(
                ProblemCodes.UnsupportedMediaType, "This request has no body. Leave out the body and its Content-Type.", HeaderNames.ContentType);
        }
    }

    private static bool IsJson(string? contentType)
    {
        // The usual spellings, without a parser.
        if (contentType is Json or Json + "; charset=utf-8")
            return true;

        if (!MediaTypeHeaderValue.TryParse(contentType?.TrimEnd(' ', '\t', ';'), out var type)
            || !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            return false;

        foreach (var parameter in type.Parameters)
        {
            if (parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && !IsUtf8(HeaderUtilities.RemoveQuotes(parameter.Value)))
                return false;
        }

        return true;
    }

    private static bool IsUtf8(Microsoft.Extensions.Primitives.StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static ProblemException Refuse(HttpRequest request, string header, string accepted, string detail, string field) =>
        new(ProblemCodes.UnsupportedMediaType, detail, field) { ResponseHeader = (header, accepted) };
}
