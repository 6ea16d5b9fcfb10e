using System.Collections;

namespace OrleansMicro.Json;

/// <summary>A rule for a property of a request: <see cref="RequestValidation"/> checks it, and the OpenAPI document shows it.</summary>
/// <param name="check">Gives null for a valid value, or the refusal of the field. Null is valid: a required property cannot be null.</param>
/// <param name="describe">Adds the rule to the schema of the property.</param>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class FieldRuleAttribute(Func<object?, string, Refusal?> check, Action<OpenApiSchema> describe) : Attribute
{
    public Refusal? Check(object? value, string field) => check(value, field);

    public void Describe(OpenApiSchema schema) => describe(schema);
}

/// <summary>A single line of text with at least one visible character, of at most <paramref name="maxLength"/> code points.</summary>
internal sealed class LineAttribute(int maxLength) : FieldRuleAttribute(
    (value, field) => TextRules.CheckRequiredLine((string?)value, field, maxLength),
    schema => (schema.MinLength, schema.MaxLength, schema.Pattern) =
        (1, maxLength, @"^[^\p{Cc}\u2028\u2029]*[\p{L}\p{N}\p{P}\p{S}][^\p{Cc}\u2028\u2029]*$"));

/// <summary>A single line of text of at most <paramref name="maxLength"/> code points, which may be blank.</summary>
internal sealed class OptionalLineAttribute(int maxLength) : FieldRuleAttribute(
    (value, field) => TextRules.CheckOptionalLine((string?)value, field, maxLength),
    schema => (schema.MaxLength, schema.Pattern) = (maxLength, @"^[^\p{Cc}\u2028\u2029]*$"));

/// <summary>Lines of text of at most <paramref name="maxLength"/> code points, which may be blank.</summary>
internal sealed class LinesAttribute(int maxLength) : FieldRuleAttribute(
    (value, field) => TextRules.CheckOptionalLines((string?)value, field, maxLength),
    schema => (schema.MaxLength, schema.Pattern) = (maxLength, @"^([\t\n\r]|[^\p{Cc}])*$"));

/// <summary>An e-mail address.</summary>
internal sealed class EmailAttribute() : FieldRuleAttribute(
    (value, field) => ProfileRules.CheckEmail((string?)value, field),
    schema => (schema.MaxLength, schema.Pattern) = (Limits.MaxEmailLength, @"^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$"));

/// <summary>An identifier.</summary>
internal sealed class IdentifierAttribute() : FieldRuleAttribute(
    (value, field) => Ids.IsValid((string?)value) ? null : Refusal.Invalid(field, Rule),
    schema => schema.Pattern = Pattern)
{
    public const string Pattern = "^[A-Za-z0-9_-]{1,64}$";

    public static readonly string Rule = $"must be 1 to {Ids.MaxLength} of the characters A-Z a-z 0-9 _ -";
}

/// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
internal sealed class WholeNumberAttribute(long min, long max) : FieldRuleAttribute(
    (value, field) => Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && number >= min && number <= max
        ? null
        : Refusal.Invalid(field, $"must be a whole number from {min} to {max}."),
    schema => (schema.Minimum, schema.Maximum) = ($"{min}", $"{max}"));

/// <summary>A currency code of ISO 4217.</summary>
internal sealed class CurrencyAttribute() : FieldRuleAttribute(
    (value, field) => Currencies.IsKnown((string?)value) ? null : Refusal.Invalid(field, "must be a currency code of ISO 4217, for example GBP."),
    schema => schema.Enum = [.. Currencies.Codes.Select(code => (JsonNode)code)]);

/// <summary>A country code of ISO 3166-1.</summary>
internal sealed class CountryAttribute() : FieldRuleAttribute(
    (value, field) => AddressRules.CheckCountry((string?)value, field),
    schema => schema.Enum = [.. Countries.Codes.Select(code => (JsonNode)code)]);

/// <summary>A token of the payment provider.</summary>
internal sealed class PaymentTokenAttribute() : FieldRuleAttribute(
    (value, field) => PaymentMethodRules.Check((string?)value, field),
    schema => (schema.MinLength, schema.MaxLength, schema.Pattern) = (1, Limits.MaxTextLength, "^[!-~]+$"));

/// <summary>A list of at most <paramref name="max"/> entries.</summary>
internal sealed class MaxEntriesAttribute(int max) : FieldRuleAttribute(
    (value, field) => value is ICollection { Count: var count } && count > max ? Refusal.Invalid(field, $"must have at most {max} entries.") : null,
    schema => schema.MaxItems = max);
