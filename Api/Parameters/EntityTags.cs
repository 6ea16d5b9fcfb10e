namespace OrleansMicro.Parameters;

/// <summary>The value of an <c>If-Match</c> or <c>If-None-Match</c> header: <c>*</c> or a list of entity tags (RFC 9110, section 8.8.3).</summary>
/// <param name="IsAny">Whether the value is <c>*</c>.</param>
/// <param name="List">The tags; null if the header is absent or <c>*</c>.</param>
internal readonly record struct EntityTags(bool IsAny, IList<EntityTagHeaderValue>? List)
{
    private const int MaxTags = 32;

    public bool IsAbsent => !IsAny && List is null;

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
