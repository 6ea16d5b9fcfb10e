using System.Globalization;
namespace OrleansMicro.Http;

/// <summary>
/// The entity tag of a representation: the version of the resource, followed by <c>-</c> and a variant if the representation also shows
/// something that the version does not count. A compressed representation has its content coding at the end: <c>"3-k2+br"</c>.
/// An edit with <c>If-Match</c> compares the version only.
/// </summary>
/// <param name="Version">The version; 0 for a cart without changes.</param>
/// <param name="Variant">Letters and digits; null for none.</param>
internal readonly record struct EntityTag(long Version, string? Variant = null)
{
    private const char VariantMark = '-';
    private const char CodingMark = '+';

    /// <summary>The tag without quotes.</summary>
    public string Value => Variant is null
        ? Version.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Version}{VariantMark}{Variant}");

    /// <summary>The tag with a count that the version does not include.</summary>
    public static EntityTag For(long version, long count) => new(version, count == 0 ? null : count.ToString(CultureInfo.InvariantCulture));

    /// <summary>The version that a client's tag names; null for a tag that no version has.</summary>
    public static long? ParseVersion(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan().Trim('"');
        var end = text.IndexOfAny(VariantMark, CodingMark);
        return long.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    /// <summary>The client's tag without quotes and content coding.</summary>
    public static string ParseWithoutCoding(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan().Trim('"');
        var end = text.LastIndexOf(CodingMark);
        return (end < 0 ? text : text[..end]).ToString();
    }

    /// <summary>Writes the header. Compressed content gets a tag of its own.</summary>
    public void WriteTo(HttpContext http)
    {
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{Value}\"");
        if (http.Request.Headers.AcceptEncoding.Count > 0)
            http.Response.OnStarting(AddCoding, http.Response.Headers);
    }

    private static Task AddCoding(object headers)
    {
        var response = (IHeaderDictionary)headers;
        if (response.ContentEncoding is [{ } coding] && response.ETag is [{ } tag])
            response.ETag = $"{tag[..^1]}{CodingMark}{coding}\"";
        return Task.CompletedTask;
    }
}
