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
        foreach (var (response, header) in metadata.OfType<ApiResponse>().SelectMany(r => r.Headers.Select(header => (r, header))))
            AddHeader(operation, response.StatusCode, header, DescriptionOf(header));
        AddHeader(operation, 415, HeaderNames.Accept, "The supported content type.");
        AddHeader(operation, 429, HeaderNames.RetryAfter, "Seconds to wait before the next attempt.");
        AddHeader(operation, 503, HeaderNames.RetryAfter, "Seconds to wait before the next attempt.");
        return Task.CompletedTask;
    }

    private static string DescriptionOf(string header) => header == HeaderNames.ETag ? "The version, for If-Match."
        : header == IdempotencyKey.Replayed ? "`true` if an earlier request made the order. Absent otherwise." : "The resource.";

    private static void AddHeader(OpenApiOperation operation, int status, string name, string description)
    {
        if (operation.Responses?.GetValueOrDefault($"{status}") is not OpenApiResponse response)
            return;
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}
