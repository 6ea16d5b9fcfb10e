using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansMicro.OpenApi;

/// <summary>The OpenAPI document of what is mapped. Made at the first request for it and kept: it cannot change while the process runs.</summary>
internal sealed class ApiReference(IServiceProvider services)
{
    public const string DocumentName = "v1";
    private readonly Lazy<Task<byte[]>> _document = new(() => Write(services));

    /// <summary>The document as JSON in UTF-8.</summary>
    public Task<byte[]> Document => _document.Value;

    private static async Task<byte[]> Write(IServiceProvider services)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName);
        var document = await provider.GetOpenApiDocumentAsync();
        Sort(document);
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1) + "\n");
    }

    // ASP.NET Core sorts the schemas by the rules of the machine's culture, and after all transformers; the committed document must not depend on it.
    private static void Sort(OpenApiDocument document)
    {
        if (document.Components?.Schemas is { } schemas)
        {
            document.Components.Schemas = schemas.OrderBy(static schema => schema.Key, StringComparer.Ordinal)
                .ToDictionary(static schema => schema.Key, static schema => schema.Value, StringComparer.Ordinal);
        }
    }
}

/// <summary>Registers the reference.</summary>
internal static class ApiReferenceServices
{
    public static void AddApiReference(this IServiceCollection services)
    {
        services.AddSingleton<IApiDescriptionProvider, OperationDescriptions>();
        services.AddSingleton<ApiReference>();
        services.ConfigureHttpJsonOptions(json => DescribeAs(json.SerializerOptions));
        services.AddOpenApi(ApiReference.DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(DocumentFrame.Apply);
            options.AddDocumentTransformer(SchemaDetails.Polish);
            options.AddOperationTransformer(OperationDetails.Apply);
            options.AddSchemaTransformer(SchemaDetails.Apply);
        });
    }

    // The schemas are made from these options; the handlers use ApiJson itself.
    private static void DescribeAs(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        foreach (var converter in ApiJson.Default.Options.Converters)
            options.Converters.Add(converter);
    }
}
