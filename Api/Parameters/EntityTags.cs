namespace OrleansMicro.Parameters;

/// <summary>The value of an <c>If-Match</c> or <c>If-None-Match</c> header: <c>*</c> or a list of entity tags (RFC 9110, section 8.8.3).</summary>
/// <param name="IsAny">Whether the value is <c>*</c>.</param>
/// <param name="Tags">The tags; default if the header is absent.</param>
internal readonly record struct EntityTags(bool IsAny, ImmutableArray<EntityTagHeaderValue> Tags)
{
    private const int MaxTags = 32;

    public bool IsAbsent => !IsAny && Tags.IsDefault;

    /// <summary>Whether a tag in the list names the version, by strong comparison: a weak tag matches nothing.</summary>
    public bool HasStrong(long version) => !Tags.IsDefault && Tags.Any(tag => !tag.IsWeak && EntityTag.ParseVersion(tag) == version);

    /// <summary>Whether a tag in the list is the current tag, by strong comparison. The content coding is not compared.</summary>
    public bool HasStrong(EntityTag current) => !Tags.IsDefault && Tags.Any(tag => !tag.IsWeak && EntityTag.ParseWithoutCoding(tag) == current.Value);

    /// <summary>Whether a tag in the list names the version, by weak comparison.</summary>
    public bool HasWeak(long version) => !Tags.IsDefault && Tags.Any(tag => EntityTag.ParseVersion(tag) == version);

    /// <summary>Whether a tag in the list is the current tag, by weak comparison. The content coding is not compared.</summary>
    public bool HasWeak(EntityTag current) => !Tags.IsDefault && Tags.Any(tag => EntityTag.ParseWithoutCoding(tag) == current.Value);

    /// <summary>Reads a header. Throws <see cref="ProblemException"/> if it is not a list of entity tags.</summary>
    public static EntityTags Read(HttpRequest request, string header)
    {
        var values = header == IfMatch.Header ? request.Headers.IfMatch : request.Headers.IfNoneMatch;
        if (values.Count == 0)
            return default;

        if (values.Count == 1 && values[0] is { } single && single.AsSpan().Trim() is "*")
            return new(true, default);

        if (EntityTagHeaderValue.TryParseStrictList([.. values.OfType<string>()], out var tags)
            && tags.Count is > 0 and <= MaxTags && tags.All(tag => tag.Tag != "*"))
            return new(false, [.. tags]);

        throw ProblemException.Invalid(header, $"must be * or a list of up to {MaxTags} entity tags with their quotes, for example \"3\".");
    }
}
