namespace OrleansMicro.Webhooks;

/// <summary>The URL of an endpoint. Whether its host may be reached is checked by the grain.</summary>
internal sealed class WebhookUrlAttribute() : FieldRuleAttribute(
    (value, field) => WebhookUrlForm.Check((string?)value, field),
    schema => (schema.MinLength, schema.MaxLength, schema.Pattern) = (1, Limits.MaxUrlLength, WebhookUrlForm.Pattern));

/// <summary>The part of the rule that does not depend on the operator's settings.</summary>
internal static class WebhookUrlForm
{
    public const string Pattern = @"^https?://[!-~]+$";

    public static Refusal? Check(string? url, string field) => url is { Length: > 0 and <= Limits.MaxUrlLength }
        && (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal))
        && !url.AsSpan().ContainsAnyExceptInRange('!', '~')
        ? null
        : Refusal.Invalid(field, $"must be a URL such as https://shop.example/hooks, of at most {Limits.MaxUrlLength} ASCII characters.");
}

/// <summary>An identifier that may be left out.</summary>
internal sealed class OptionalIdentifierAttribute() : FieldRuleAttribute(
    (value, field) => value is null || Ids.IsValid((string)value) ? null : Refusal.Invalid(field, IdentifierAttribute.Rule),
    schema => schema.Pattern = Ids.Pattern);

/// <summary>The subject of an event, which may be left out.</summary>
internal sealed class EventSubjectAttribute() : FieldRuleAttribute(
    (value, field) => value is not string { Length: var length } text
        || (length is > 0 and <= Limits.MaxSubjectLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        ? null
        : Refusal.Invalid(field, $"must be the subject of an event, of at most {Limits.MaxSubjectLength} characters."),
    schema => (schema.MinLength, schema.MaxLength, schema.Pattern) = (1, Limits.MaxSubjectLength, "^[!-~]+$"));

/// <summary>A time of RFC 3339, which may be left out.</summary>
internal sealed class TimestampAttribute() : FieldRuleAttribute(
    (value, field) => value is null || Parse((string)value) is not null
        ? null
        : Refusal.Invalid(field, "must be a time such as 2026-11-30T12:00:00Z."),
    schema => schema.Format = "date-time")
{
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
}
