namespace OrleansMicro.Events;

/// <summary>Which events a consumer gets.</summary>
/// <param name="Types">
/// Types, in full, or without <c>com.orleansmicro.</c> or their version; one that ends with <c>*</c> stands for all that begin like it. None: every
/// type.
/// </param>
/// <param name="Subject">A subject, with all that is beneath it; null: every subject.</param>
[GenerateSerializer, Immutable, Alias("om.event.filter")]
public sealed record EventFilter([property: Id(0)] ImmutableArray<string> Types, [property: Id(1)] string? Subject = null)
{
    private const string Prefix = "com.orleansmicro.";

    /// <summary>Whether it lets an event through.</summary>
    public bool Matches(MarketEvent happened) => MatchesSubject(happened.Subject) && MatchesType(happened.Type);

    /// <summary>Whether a caller may see an event: the operator all, a seller and a customer their own.</summary>
    public static bool MaySee(Caller caller, MarketEvent happened) => caller.Kind switch
    {
        CallerKind.System or CallerKind.Operator => true,
        CallerKind.SellerStaff => happened.SellerId is { } seller && seller == caller.Id,
        CallerKind.Customer or CallerKind.Guest => happened.CustomerId is { } customer && customer == caller.Id,
        _ => false,
    };

    /// <summary>Checks a type of a filter. Null if it stands for a type that exists.</summary>
    public static Refusal? CheckType(string type, string field) =>
        type.Length is > 0 and <= Limits.MaxTextLength && EventTypes.All.Any(known => Matches(type, known.Name))
            ? null
            : Refusal.Invalid(field, $"must be a type of GET /v1/event-types, or the beginning of one and a '*'. '{type}' is none.");

    private bool MatchesType(string type)
    {
        if (Types.IsDefaultOrEmpty)
            return true;
        foreach (var wanted in Types)
        {
            if (Matches(wanted, type))
                return true;
        }

        return false;
    }

    private bool MatchesSubject(string subject) => Subject is null
        || (subject.StartsWith(Subject, StringComparison.Ordinal) && (subject.Length == Subject.Length || subject[Subject.Length] == '/'));

    private static bool Matches(ReadOnlySpan<char> wanted, ReadOnlySpan<char> type)
    {
        var name = wanted.StartsWith(Prefix, StringComparison.Ordinal) || !type.StartsWith(Prefix, StringComparison.Ordinal)
            ? type
            : type[Prefix.Length..];
        if (wanted is [.. var beginning, '*'])
            return name.StartsWith(beginning, StringComparison.Ordinal);
        return name.StartsWith(wanted, StringComparison.Ordinal) && (name.Length == wanted.Length || name[wanted.Length..] is ['.', 'v', _, ..]);
    }
}
