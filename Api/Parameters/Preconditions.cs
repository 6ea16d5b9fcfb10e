namespace OrleansMicro.Parameters;

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
