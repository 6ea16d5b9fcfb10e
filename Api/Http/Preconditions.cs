using System.Globalization;

namespace OrleansMicro.Http;

/// <summary>
/// What <c>If-Match</c> and <c>If-None-Match</c> ask for. <see cref="Version"/>: this one must be current, 0: nothing may exist yet, null: any.
/// <see cref="MustExist"/>: <c>If-Match: *</c>.
/// </summary>
internal readonly record struct Preconditions(long? Version, bool MustExist)
{
    private const string IfMatch = "If-Match";
    private const string IfNoneMatch = "If-None-Match";

    /// <summary>Reads the headers of an edit.</summary>
    public static Preconditions Of(ApiRequest request)
    {
        var match = request.Header(IfMatch);
        var noneMatch = request.Header(IfNoneMatch);
        if (match is null)
            return noneMatch is null ? default : new(CreateOnly(noneMatch), false);

        if (noneMatch is not null)
            throw ProblemException.Invalid(IfNoneMatch, "Give If-Match or If-None-Match, not both.");

        return match == "*" ? new(null, true) : new(VersionOf(match), false);
    }

    /// <summary>The refusal of <c>If-Match: *</c> for something that does not exist.</summary>
    public static Refusal Missing() => new(RefusalCodes.VersionMismatch, "If-Match asks for something that exists, and it does not yet.", IfMatch);

    private static long VersionOf(string tag)
    {
        var valid = long.TryParse(tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' && tag.AsSpan(1, tag.Length - 2).IndexOf('"') < 0;
        return valid
            ? version
            : throw ProblemException.Invalid(IfMatch, "'If-Match' must be one ETag as it was given, for example \"3\" with its quotes, or *.");
    }

    private static long CreateOnly(string tag) =>
        tag == "*" ? 0 : throw ProblemException.Invalid(IfNoneMatch, "On an edit, 'If-None-Match' can only be *: create it, unless it exists.");
}
