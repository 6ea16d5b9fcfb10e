using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OrleansMicro.Json;

/// <summary>A rule for a property of a request: validated by <see cref="RequestValidation"/> and shown in the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class FieldRuleAttribute : Attribute
{
    /// <summary>Gives null for a valid value, or the refusal. Null is valid; a required property cannot be null.</summary>
    public abstract Refusal? Check(object? value, string field);

    /// <summary>Adds the rule to the schema of the property.</summary>
    public abstract void Describe(OpenApiSchema schema);
}

/// <summary>A single line of text.</summary>
/// <param name="maxLength">In code points.</param>
internal sealed class LineAttribute(int maxLength) : FieldRuleAttribute
{
    // A character that can be seen, and no control characters or line separators.
    private const string NotBlank = @"^[^\p{Cc}\u2028\u2029]*[\p{L}\p{N}\p{P}\p{S}][^\p{Cc}\u2028\u2029]*$";
    private const string SingleLine = @"^[^\p{Cc}\u2028\u2029]*$";

    /// <summary>Whether the text may be blank.</summary>
    public bool MayBeBlank { get; init; }

    public override Refusal? Check(object? value, string field) => MayBeBlank
        ? TextRules.CheckOptionalLine((string?)value, field, maxLength)
        : TextRules.CheckRequiredLine((string?)value, field, maxLength);

    public override void Describe(OpenApiSchema schema)
    {
        schema.MinLength = MayBeBlank ? null : 1;
        schema.MaxLength = maxLength;
        schema.Pattern = MayBeBlank ? SingleLine : NotBlank;
    }
}

/// <summary>A text of several lines, which may be blank.</summary>
/// <param name="maxLength">In code points.</param>
internal sealed class LinesAttribute(int maxLength) : FieldRuleAttribute
{
    public override Refusal? Check(object? value, string field) => TextRules.CheckOptionalLines((string?)value, field, maxLength);

    public override void Describe(OpenApiSchema schema)
    {
        schema.MaxLength = maxLength;
        schema.Pattern = @"^([\t\n\r]|[^\p{Cc}])*$";
    }
}

/// <summary>An e-mail address.</summary>
internal sealed class EmailAttribute : FieldRuleAttribute
{
    public override Refusal? Check(object? value, string field) => ProfileRules.CheckEmail((string?)value, field);

    public override void Describe(OpenApiSchema schema)
    {
        schema.MaxLength = Limits.MaxEmailLength;
        schema.Pattern = @"^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$";
    }
}

/// <summary>An identifier.</summary>
internal sealed class IdentifierAttribute : FieldRuleAttribute
{
    public const string Pattern = "^[A-Za-z0-9_-]{1,64}$";

    public static readonly string Rule = $"must be 1 to {Ids.MaxLength} of the characters A-Z a-z 0-9 _ -";

    public override Refusal? Check(object? value, string field) => Ids.IsValid((string?)value) ? null : Refusal.Invalid(field, Rule);

    public override void Describe(OpenApiSchema schema) => schema.Pattern = Pattern;
}

/// <summary>A whole number.</summary>
/// <param name="min">The smallest.</param>
/// <param name="max">The largest.</param>
internal sealed class WholeNumberAttribute(long min, long max) : FieldRuleAttribute
{
    public override Refusal? Check(object? value, string field)
    {
        var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return number >= min && number <= max ? null : Refusal.Invalid(field, $"must be a whole number from {min} to {max}.");
    }

    public override void Describe(OpenApiSchema schema)
    {
        schema.Minimum = min.ToString(CultureInfo.InvariantCulture);
        schema.Maximum = max.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A currency code of ISO 4217.</summary>
internal sealed class CurrencyAttribute : FieldRuleAttribute
{
    public override Refusal? Check(object? value, string field) => Currencies.IsKnown((string?)value)
        ? null
        : Refusal.Invalid(field, "must be a currency code of ISO 4217, for example GBP.");

    public override void Describe(OpenApiSchema schema) => schema.Enum = [.. Currencies.Codes.Select(code => (JsonNode)code)];
}

/// <summary>A country code of ISO 3166-1.</summary>
internal sealed class CountryAttribute : FieldRuleAttribute
{
    public override Refusal? Check(object? value, string field) => AddressRules.CheckCountry((string?)value, field);

    public override void Describe(OpenApiSchema schema) => schema.Enum = [.. Countries.Codes.Select(code => (JsonNode)code)];
}

/// <summary>A token of the payment provider.</summary>
internal sealed class PaymentTokenAttribute : FieldRuleAttribute
{
    public override Refusal? Check(object? value, string field) => PaymentMethodRules.Check((string?)value, field);

    public override void Describe(OpenApiSchema schema)
    {
        schema.MinLength = 1;
        schema.MaxLength = Limits.MaxTextLength;
        schema.Pattern = "^[!-~]+$";
    }
}

/// <summary>A list.</summary>
/// <param name="max">The largest number of entries.</param>
internal sealed class MaxEntriesAttribute(int max) : FieldRuleAttribute
{
    public override Refusal? Check(object? value, string field) =>
        value is ICollection { Count: var count } && count > max ? Refusal.Invalid(field, $"must have at most {max} entries.") : null;

    public override void Describe(OpenApiSchema schema) => schema.MaxItems = max;
}
