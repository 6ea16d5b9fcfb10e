namespace OrleansMicro.Json;

/// <summary>Which content types a body may have: JSON in UTF-8. Other parameters of the type are ignored.</summary>
internal static class ContentType
{
    public const string Json = "application/json";

    /// <summary>Throws <see cref="ProblemException"/> unless the body is JSON in UTF-8 and not compressed, or absent where it may be.</summary>
    public static void Check(HttpRequest request, bool mayBeAbsent)
    {
        if (!IsJson(request.ContentType) && !(mayBeAbsent && request.ContentType is null && !JsonBody.IsPresent(request)))
            throw Refused($"Send the body as {Json} in UTF-8.", HeaderNames.ContentType, (HeaderNames.Accept, Json));
        if (request.Headers.ContentEncoding.Count > 0)
            throw Refused("Send the body uncompressed.", HeaderNames.ContentEncoding, (HeaderNames.AcceptEncoding, "identity"));
    }

    /// <summary>Throws <see cref="ProblemException"/> if there is a body, or the type of one.</summary>
    public static void CheckNone(HttpRequest request)
    {
        if (request.ContentType is not null || JsonBody.IsPresent(request))
            throw Refused("This request has no body. Leave out the body and its Content-Type.", HeaderNames.ContentType);
    }

    // The usual spellings need no parser.
    private static bool IsJson(string? contentType) => contentType is Json or Json + "; charset=utf-8"
        || (MediaTypeHeaderValue.TryParse(contentType?.TrimEnd(' ', '\t', ';'), out var type)
            && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && type.Parameters.All(parameter => !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) || IsUtf8(parameter.Value)));

    private static bool IsUtf8(StringSegment charset) => HeaderUtilities.RemoveQuotes(charset) is var name
        && (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase));

    private static ProblemException Refused(string detail, string field, (string Name, string Value)? header = null) =>
        new(ProblemCodes.UnsupportedMediaType, detail, field) { ResponseHeader = header };
}
