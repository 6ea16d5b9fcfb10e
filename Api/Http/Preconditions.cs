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

/// <summary>The conditions of an edit (RFC 9110, section 13).</summary>
internal readonly record struct Preconditions(IfMatch IfMatch, IfNoneMatch IfNoneMatch)
{
    private const int MaxAttempts = 3;

    /// <summary>
    /// Carries out an edit if the conditions hold. Most conditions become the version that the command expects. The others are compared with
    /// the current version first, and the command expects that version.
    /// </summary>
    /// <param name="readVersion">Gives the current version; null if the resource does not exist.</param>
    /// <param name="edit">Carries the edit out. Its argument is the expected version; 0: must not exist; null: any.</param>
    public Task<Result<T>> ExecuteAsync<T>(Func<Task<long?>> readVersion, Func<long?, Task<Result<T>>> edit)
    {
        var (match, noneMatch) = (IfMatch.Tags, IfNoneMatch.Tags);
        if (match.IsAbsent && noneMatch.IsAbsent)
            return edit(null);
        var single = noneMatch.IsAbsent && match.List is [{ IsWeak: false } tag] ? EntityTag.ParseVersion(tag) : null;
        return single is null ? CompareAsync(readVersion, edit) : edit(single);
    }

    private async Task<Result<T>> CompareAsync<T>(Func<Task<long?>> readVersion, Func<long?, Task<Result<T>>> edit)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = await readVersion();
            if (FailedHeader(current) is { } header)
                return new Refusal(RefusalCodes.VersionMismatch, $"The current version does not satisfy {header}. Read the resource again.", header);

            // Nothing is ever deleted, so "any version" still holds when the edit arrives.
            var isAny = IfMatch.Tags.IsAny && IfNoneMatch.Tags.IsAbsent;
            var result = await edit(isAny ? null : current ?? 0);
            if (result.Refusal is not { Code: RefusalCodes.VersionMismatch } || attempt == MaxAttempts)
                return result;
        }
    }

    private string? FailedHeader(long? current)
    {
        var (match, noneMatch) = (IfMatch.Tags, IfNoneMatch.Tags);
        if (!match.IsAbsent && !(current is { } version && (match.IsAny || match.Has(version, isStrong: true))))
            return IfMatch.Header;
        return current is { } present && (noneMatch.IsAny || noneMatch.Has(present, isStrong: false)) ? IfNoneMatch.Header : null;
    }
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

    /// <summary>The versions that strong tags name; default if the header is absent or <c>*</c>.</summary>
    public ImmutableArray<long> Versions => List is null ? default : [.. List.Where(tag => !tag.IsWeak).Select(EntityTag.ParseVersion).OfType<long>()];

    /// <summary>Whether a tag names this version. In a strong comparison a weak tag matches nothing.</summary>
    public bool Has(long version, bool isStrong) => List?.Any(tag => !(isStrong && tag.IsWeak) && EntityTag.ParseVersion(tag) == version) ?? false;

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
