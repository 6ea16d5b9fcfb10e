using System.Collections;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace OrleansMicro.Json;

/// <summary>
/// Checks the values of a body against the rules on its properties (<see cref="FieldRuleAttribute"/>), nested objects and lists included.
/// </summary>
internal sealed class RequestValidation
{
    private readonly Property[] _properties;

    private RequestValidation(Property[] properties) => _properties = properties;

    /// <summary>The validation of a type of body. Takes time, so it is kept.</summary>
    public static RequestValidation For(JsonTypeInfo type) => new([.. type.Properties.Select(Property.For)]);

    /// <summary>Throws <see cref="ProblemException"/> for the first value that breaks a rule, in the order of the properties.</summary>
    public void Check(object body) => Check(body, "");

    private void Check(object body, string path)
    {
        foreach (var property in _properties)
            property.Check(property.Get(body), path);
    }

    private sealed class Property(
        string name, Func<object, object?> get, FieldRuleAttribute[] rules, RequestValidation? fields, RequestValidation? entries)
    {
        public Func<object, object?> Get { get; } = get;

        public static Property For(JsonPropertyInfo property)
        {
            var type = property.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            var rules = property.AttributeProvider?.GetCustomAttributes(typeof(FieldRuleAttribute), inherit: true) ?? [];
            return new(
                property.Name,
                property.Get ?? throw new InvalidOperationException($"{property.Name} cannot be read."),
                [.. rules.Cast<FieldRuleAttribute>()],
                type.Kind == JsonTypeInfoKind.Object ? RequestValidation.For(type) : null,
                type.Kind == JsonTypeInfoKind.Enumerable ? RequestValidation.For(property.Options.GetTypeInfo(type.ElementType!)) : null);
        }

        public void Check(object? value, string path)
        {
            var field = path + name;
            foreach (var rule in rules)
            {
                if (rule.Check(value, field) is { } refusal)
                    throw new ProblemException(refusal.Code, refusal.Message, refusal.Field);
            }

            if (value is null)
                return;

            fields?.Check(value, field + ".");
            if (entries is not null)
                CheckEntries((IEnumerable)value, field, entries);
        }

        private static void CheckEntries(IEnumerable list, string field, RequestValidation entries)
        {
            var index = 0;
            foreach (var entry in list)
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{field}[{index++}]");
                entries.Check(entry ?? throw new ProblemException(ProblemCodes.WrongType, $"'{at}' must be an object.", at), at + ".");
            }
        }
    }
}
