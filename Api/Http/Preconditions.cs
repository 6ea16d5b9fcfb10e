namespace OrleansMicro.Http;

/// <summary>The <c>If-Match</c> header of an edit: the version that must be current.</summary>
internal readonly record struct IfMatch(EntityTags Tags) : IEndpointParameterMetadataProvider
{
    public const string Header = "If-Match";

    public static ValueTask<IfMatch> BindAsync(HttpContext http, ParameterInfo parameter) => new(new IfMatch(EntityTags.Read(http.Request, Header)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.AddParameter(
        ParameterLocation.Header, Header, "The ETag of the version that you read. 412 if another version is current. `*`: any version.", "\"3\"");
}

/// <summary>The <c>If-None-Match</c> header of an edit: versions that must not be current.</summary>
internal readonly record struct IfNoneMatch(EntityTags Tags) : IEndpointParameterMetadataProvider
{
    public const string Header = "If-None-Match";

    public static ValueTask<IfNoneMatch> BindAsync(HttpContext http, ParameterInfo parameter) =>
        new(new IfNoneMatch(EntityTags.Read(http.Request, Header)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.AddParameter(ParameterLocation.Header, Header, "`*`: 412 if the resource exists.", "*");
}

/// <summary>
/// The conditions of an edit (RFC 9110, section 13). The grain evaluates them, because only it knows whether the request is a repeat.
/// </summary>
internal static class Preconditions
{
    /// <summary>The conditions as versions. An edit compares versions only, so a tag with another variant or content coding matches.</summary>
    /// <param name="ifMatch">The first header.</param>
    /// <param name="ifNoneMatch">The second header.</param>
    /// <param name="variant">The variants that the tags of the resource have.</param>
    public static VersionCondition For(IfMatch ifMatch, IfNoneMatch ifNoneMatch, TagVariant variant) => new(
        ifMatch.Tags.Versions(variant, isStrong: true), ifNoneMatch.Tags.Versions(variant, isStrong: false),
        ifMatch.Tags.IsAny, ifNoneMatch.Tags.IsAny);
}

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

/// <summary>The value of an <c>If-Match</c> or <c>If-None-Match</c> header: <c>*</c> or a list of entity tags (RFC 9110, section 8.8.3).</summary>
/// <param name="IsAny">Whether the value is <c>*</c>.</param>
/// <param name="List">The tags; null if the header is absent or <c>*</c>.</param>
internal readonly record struct EntityTags(bool IsAny, IList<EntityTagHeaderValue>? List)
{
    private const int MaxTags = 32;

    public bool IsAbsent => !IsAny && List is null;

    /// <summary>The versions that the tags name; default if the header is absent or <c>*</c>. In a strong comparison a weak tag names none.</summary>
    public ImmutableArray<long> Versions(TagVariant variant, bool isStrong) => List is null
        ? default
        : [.. List.Where(tag => !(isStrong && tag.IsWeak)).Select(tag => EntityTag.ParseVersion(tag, variant)).OfType<long>()];

    /// <summary>Whether a tag is the current one, apart from its content coding. In a strong comparison a weak tag matches nothing.</summary>
    public bool Has(EntityTag current, bool isStrong) =>
        List?.Any(tag => !(isStrong && tag.IsWeak) && EntityTag.WithoutCoding(tag) == current.Value) ?? false;

    /// <summary>Reads a header. Throws <see cref="ProblemException"/> if it is not a list of entity tags.</summary>
    public static EntityTags Read(HttpRequest request, string header)
    {
        var values = header == IfMatch.Header ? request.Headers.IfMatch : request.Headers.IfNoneMatch;
        if (values.Count == 0)
            return default;
        if (values is [{ } single] && single.AsSpan().Trim() is "*")
            return new(true, null);
        return EntityTagHeaderValue.TryParseStrictList([.. values.OfType<string>()], out var tags)
            && tags.Count is > 0 and <= MaxTags && tags.All(tag => tag.Tag != "*")
            ? new(false, tags)
            : throw ProblemException.Invalid(header, $"must be * or a list of up to {MaxTags} entity tags with their quotes, for example \"3\".");
    }
}

/// <summary>
/// The entity tag of a representation: the version of the resource, followed by <c>-</c> and a variant if the representation also shows
/// something that the version does not count. A compressed representation has its content coding at the end: <c>"3-k2+br"</c>.
/// An edit with <c>If-Match</c> compares the version only.
/// </summary>
/// <param name="Value">The tag without quotes.</param>
internal readonly record struct EntityTag(string Value)
{
    // Of OperationId.From.
    private const int HashLength = 22;
    private static readonly string[] Codings = ["+br", "+gzip"];

    /// <param name="version">The version; 0 for a cart without changes.</param>
    /// <param name="variant">Letters and digits; null for none.</param>
    public static EntityTag For(long version, string? variant = null) => new(variant is null ? $"{version}" : $"{version}-{variant}");

    /// <param name="version">The version.</param>
    /// <param name="count">A count that the version does not include.</param>
    public static EntityTag For(long version, long count) => For(version, count == 0 ? null : $"{count}");

    /// <summary>The version that a client's tag names; null for a tag that the server cannot have written.</summary>
    public static long? ParseVersion(EntityTagHeaderValue tag, TagVariant variant)
    {
        var text = WithoutCoding(tag);
        var (version, rest) = text.Split('-', 2) is [var before, var after] ? (before, after) : (text, null);
        return ParseNumber(version) is { } number && (rest is null || IsVariant(rest, variant)) ? number : null;
    }

    /// <summary>A client's tag without quotes and content coding.</summary>
    public static string WithoutCoding(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.ToString()[1..^1];
        var coding = Array.Find(Codings, coding => text.EndsWith(coding, StringComparison.Ordinal));
        return coding is null ? text : text[..^coding.Length];
    }

    private static bool IsVariant(string text, TagVariant variant) => variant switch
    {
        TagVariant.Count => ParseNumber(text) > 0,
        TagVariant.Hash => text.Length == HashLength && Ids.IsValid(text),
        _ => false,
    };

    // Without leading zeros, as the server writes it.
    private static long? ParseNumber(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && (text.Length == 1 || text[0] != '0') ? number : null;

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

/// <summary>What stands for the variant in the tags of a resource.</summary>
internal enum TagVariant
{
    /// <summary>Nothing: the version counts everything that is shown.</summary>
    None,

    /// <summary>A count greater than 0.</summary>
    Count,

    /// <summary>A hash.</summary>
    Hash,
}
