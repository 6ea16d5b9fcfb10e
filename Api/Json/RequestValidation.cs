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
