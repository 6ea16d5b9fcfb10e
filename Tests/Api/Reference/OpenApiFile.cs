using System.Globalization;
using System.Text.Json;

namespace OrleansMicro.Tests.Api.Reference;

/// <summary>The committed OpenAPI document.</summary>
internal static class OpenApiFile
{
    public static string Path { get; } = System.IO.Path.Combine(Root(), "Api", "openapi.json");

    public static JsonElement Document { get; } = JsonDocument.Parse(File.ReadAllText(Path)).RootElement;

    public static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations { get; } = OperationsOf(Document).ToList();

    public static IEnumerable<(string Path, string Method, JsonElement Operation)> OperationsOf(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (path.Name, operation.Name, operation.Value);

    /// <summary>A path with every parameter replaced.</summary>
    public static string Fill(string path, string id) => string.Join('/', path.Split('/').Select(segment => segment.StartsWith('{') ? id : segment));

    /// <summary>Follows a reference, and the not-null alternative of a nullable property.</summary>
    public static JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
            return Resolve(choices.EnumerateArray().Single(choice => choice.TryGetProperty("$ref", out _)));

        return schema.TryGetProperty("$ref", out var reference)
            ? Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
    }

    public static long? Number(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) ? long.Parse(value.GetRawText(), CultureInfo.InvariantCulture) : null;

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OrleansMicro.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
