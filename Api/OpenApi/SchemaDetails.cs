using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansMicro.OpenApi;

/// <summary>Makes the schemas say what the generated ones leave out.</summary>
internal static partial class SchemaDetails
{
    private static readonly Dictionary<string, string> LimitValues = typeof(Limits)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)!);

    public static Task Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum)
            schema.Type = JsonSchemaType.String;

        // A client must not add to a request what we don't know; we may add to an answer what a client doesn't know.
        if (type.Name.EndsWith("Request", StringComparison.Ordinal))
            schema.AdditionalPropertiesAllowed = false;
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
            SetPresence(schema, context.JsonTypeInfo);

        return Task.CompletedTask;
    }

    /// <summary>Puts numbers for the names of our constants in the descriptions that come from the code's own comments.</summary>
    public static Task Polish(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            // As a value type it comes by way of Nullable<Money>, without its comment and its required fields.
            if (name == nameof(Money) && schema is OpenApiSchema money)
            {
                money.Description = "An amount of money in minor units (pence, cents) of one ISO 4217 currency.";
                money.Required = new HashSet<string> { "minor", "currency" };
            }

            schema.Description = Polished(schema.Description);
            foreach (var property in schema.Properties?.Values ?? [])
            {
                property.Description = Polished(property.Description);
                foreach (var choice in property.OneOf ?? [])
                    choice.Description = Polished(choice.Description);
            }
        }

        return Task.CompletedTask;
    }

    // An answer has all of its fields, null or not, except those that are left out when null.
    private static void SetPresence(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;

        // One that is not serialised has no getter here.
        schema.Required = type.Properties.Where(property => property.Get is not null && !IsLeftOut(property)).Select(property => property.Name).ToHashSet();
        foreach (var property in type.Properties.Where(IsLeftOut))
        {
            if (schema.Properties?[property.Name] is OpenApiSchema { Type: { } types } optional)
                optional.Type = types & ~JsonSchemaType.Null;
        }
    }

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.DeclaringType == typeof(Problem) && property.Name is ("field" or "lines");

    private static string? Polished(string? text) => text is null
        ? null
        : Constant().Replace(text, match => LimitValues.GetValueOrDefault(match.Groups[1].Value, match.Value)) switch
        {
            var see when see.StartsWith("See string Ids.OrderId", StringComparison.Ordinal) => "The order; the same customer and Idempotency-Key always give the same.",
            var other => other,
        };

    [GeneratedRegex(@"(?:int|long) Limits\.(\w+)")]
    private static partial Regex Constant();
}
