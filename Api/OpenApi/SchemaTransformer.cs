using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;

namespace OrleansMicro.OpenApi;

/// <summary>Adds to a schema the rules of its properties, and which properties are always present.</summary>
internal static partial class SchemaTransformer
{
    private static readonly Dictionary<string, string> LimitValues = typeof(Limits)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Where(static field => field.IsLiteral)
        .ToDictionary(field => field.Name, field => Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)!);

    public static Task Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum)
            schema.Type = JsonSchemaType.String;
        foreach (var rule in context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(FieldRuleAttribute), inherit: true) ?? [])
            ((FieldRuleAttribute)rule).Describe(schema);

        // A request must not have unknown properties. A response may get new ones in a later version.
        if (type.Name.EndsWith("Request", StringComparison.Ordinal))
            schema.AdditionalPropertiesAllowed = false;
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
            SetRequired(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    /// <summary>Replaces the names of constants by their values in descriptions, which come from the comments in the code.</summary>
    public static void Complete(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
        {
            schema.Description = WithValues(schema.Description);
            foreach (var property in schema.Properties?.Values ?? [])
            {
                property.Description = WithValues(property.Description);
                foreach (var choice in property.OneOf ?? [])
                    choice.Description = WithValues(choice.Description);
            }
        }
    }

    // A response has all properties, null or not, except those that are left out when null.
    private static void SetRequired(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;

        // A property that is not serialised has no getter here.
        schema.Required = type.Properties.Where(property => property.Get is not null && !IsLeftOut(property))
            .Select(property => property.Name).ToHashSet();
        foreach (var property in type.Properties.Where(IsLeftOut))
        {
            if (schema.Properties?[property.Name] is OpenApiSchema { Type: { } types } optional)
                optional.Type = types & ~JsonSchemaType.Null;
        }
    }

    private static bool IsLeftOut(JsonPropertyInfo p) => p.DeclaringType == typeof(Problem) ? p.Name is "field" or "lines" : p.Name is "cartChanged";

    private static string? WithValues(string? text) =>
        text is null ? null : Constant().Replace(text, match => LimitValues.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex(@"(?:int|long) Limits\.(\w+)")]
    private static partial Regex Constant();
}
