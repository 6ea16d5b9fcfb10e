namespace OrleansMicro.Http;

/// <summary>
/// The entity tag of a representation: the version of the resource, followed by <c>-</c> and a variant if the representation also shows
/// something that the version does not count. A compressed representation has its content coding at the end: <c>"3-k2+br"</c>.
/// An edit with <c>If-Match</c> compares the version only.
/// </summary>
/// <param name="Value">The tag without quotes.</param>
internal readonly record struct EntityTag(string Value)
{
    /// <param name="version">The version; 0 for a cart without changes.</param>
    /// <param name="variant">Letters and digits; null for none.</param>
    public static EntityTag For(long version, string? variant = null) => new(variant is null ? $"{version}" : $"{version}-{variant}");

    /// <param name="version">The version.</param>
    /// <param name="count">A count that the version does not include.</param>
    public static EntityTag For(long version, long count) => For(version, count == 0 ? null : $"{count}");

    /// <summary>The version that a client's tag names; null for a tag that no version has.</summary>
    public static long? ParseVersion(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan().Trim('"');
        var end = text.IndexOfAny('-', '+');
        return long.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    /// <summary>A client's tag without quotes and content coding.</summary>
    public static string WithoutCoding(EntityTagHeaderValue tag) => tag.Tag.ToString().Trim('"').Split('+')[0];

    /// <summary>Writes the header. Compressed content gets a tag of its own.</summary>
    public void WriteTo(HttpContext http)
    {
        http.Response.Headers.ETag = $"\"{Value}\"";
        if (http.Request.Headers.AcceptEncoding.Count > 0)
            http.Response.OnStarting(AddCoding, http.Response.Headers);
    }

    private static Task AddCoding(object state)
    {
        var headers = (IHeaderDictionary)state;
        if (headers.ContentEncoding is [{ } coding] && headers.ETag is [{ } tag])
            headers.ETag = $"{tag[..^1]}+{coding}\"";
        return Task.CompletedTask;
    }
}
