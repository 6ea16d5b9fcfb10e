using Microsoft.AspNetCore.OpenApi;

namespace OrleansMicro.OpenApi;

/// <summary>
/// Adds the parameters, the example and the response headers that the metadata of an endpoint declares (<see cref="ApiDescriptions"/>).
/// </summary>
internal static class OperationTransformer
{
    public static Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters = [.. metadata.OfType<OpenApiParameter>()];
        if (metadata.OfType<ApiExample>().FirstOrDefault() is { } example)
            operation.RequestBody!.Content![ContentType.Json].Example = JsonNode.Parse(example.Json);
        foreach (var response in metadata.OfType<ApiResponse>())
        {
            foreach (var header in response.Headers)
                AddHeader(operation, response.StatusCode, header, header == HeaderNames.ETag ? "The version, for If-Match." : "The resource.");
        }

        AddHeader(operation, 415, HeaderNames.Accept, "The supported content type.");
        AddHeader(operation, 503, HeaderNames.RetryAfter, "Seconds to wait before the next attempt.");
        return Task.CompletedTask;
    }

    private static void AddHeader(OpenApiOperation operation, int status, string name, string description)
    {
        if (operation.Responses?.GetValueOrDefault($"{status}") is not OpenApiResponse response)
            return;
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}
