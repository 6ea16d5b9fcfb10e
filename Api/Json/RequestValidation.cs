using System.Collections;

namespace OrleansMicro.Json;

/// <summary>Checks a body, its objects and lists against the rules on the properties (<see cref="FieldRuleAttribute"/>).</summary>
internal sealed class RequestValidation
{
    private readonly Property[] _properties;

    /// <summary>The validation of a type of body. Takes time, so it is kept.</summary>
    public RequestValidation(JsonTypeInfo type) => _properties = [.. type.Properties.Select(property => new Property(property))];

    /// <summary>Throws <see cref="ProblemException"/> for the first value that breaks a rule, in the order of the properties.</summary>
    public void Check(object body, string path = "")
    {
        foreach (var property in _properties)
            property.Check(body, path);
    }

    private sealed class Property
    {
        private readonly string _name;
        private readonly Func<object, object?> _get;
        private readonly FieldRuleAttribute[] _rules;
        private readonly RequestValidation? _fields;
        private readonly RequestValidation? _entries;

        public Property(JsonPropertyInfo property)
        {
            var type = property.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            _name = property.Name;
            _get = property.Get ?? throw new InvalidOperationException($"{property.Name} cannot be read.");
            _rules = [.. property.AttributeProvider!.GetCustomAttributes(typeof(FieldRuleAttribute), inherit: true).Cast<FieldRuleAttribute>()];
            _fields = type.Kind == JsonTypeInfoKind.Object ? new(type) : null;
            _entries = type.Kind == JsonTypeInfoKind.Enumerable ? new(property.Options.GetTypeInfo(type.ElementType!)) : null;
        }

        public void Check(object body, string path)
        {
            var (value, field) = (_get(body), path + _name);
            foreach (var rule in _rules)
            {
                if (rule.Check(value, field) is { } refusal)
                    throw new ProblemException(refusal.Code, refusal.Message, refusal.Field);
            }

            if (value is not null)
                _fields?.Check(value, field + ".");
            var index = 0;
            foreach (var entry in (_entries is null ? null : (IEnumerable?)value) ?? Array.Empty<object>())
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{field}[{index++}]");
                _entries!.Check(entry ?? throw new ProblemException(ProblemCodes.WrongType, $"'{at}' must be an object.", at), at + ".");
            }
        }
    }
}

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
    schema => schema.Pattern = Ids.Pattern)
{
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
