using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansMicro.OpenApi;

/// <summary>
/// Adds to an operation what its typed parameters and responses declare: parameters, response headers, and the example of its body.
/// </summary>
internal static class OperationTransformer
{
    public static Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var declared = metadata.OfType<ApiParameter>().ToList();
        operation.Parameters = declared.Count == 0 ? null : [.. declared.Select(IOpenApiParameter (parameter) => ToOpenApi(parameter))];
        if (metadata.OfType<ApiExample>().FirstOrDefault() is { } example)
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
                content.Example = JsonNode.Parse(example.Json);
        }

        foreach (var (status, response) in operation.Responses ?? [])
            AddHeaders((OpenApiResponse)response, status, metadata);

        return Task.CompletedTask;
    }

    private static OpenApiParameter ToOpenApi(ApiParameter parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.In switch
        {
            ApiParameter.InPath => ParameterLocation.Path,
            ApiParameter.InQuery => ParameterLocation.Query,
            _ => ParameterLocation.Header,
        },
        Required = parameter.Required,
        Description = parameter.Description,
        Schema = SchemaFor(parameter),
        Example = parameter.Example switch
        {
            int number => number,
            string text => text,
            _ => null,
        },
    };

    private static OpenApiSchema SchemaFor(ApiParameter parameter) => parameter.Range is { } range
        ? new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = range.Min.ToString(CultureInfo.InvariantCulture),
            Maximum = range.Max.ToString(CultureInfo.InvariantCulture),
        }
        : new()
        {
            Type = JsonSchemaType.String,
            Pattern = parameter.Pattern,
            MaxLength = parameter.MaxLength,
            Enum = parameter.Values.Count == 0 ? null : [.. parameter.Values.Select(value => (JsonNode)value)],
        };

    private static void AddHeaders(OpenApiResponse response, string status, IList<object> metadata)
    {
        if (status == "503")
            AddHeader(response, "Retry-After", "Seconds to wait before the next attempt.");
        if (status == "415")
            AddHeader(response, "Accept", "The supported content type.");

        var code = int.Parse(status, CultureInfo.InvariantCulture);
        foreach (var name in metadata.OfType<ApiResponse>().FirstOrDefault(response => response.StatusCode == code)?.Headers ?? [])
            AddHeader(response, name, name == HeaderNames.ETag ? "The version, for If-Match." : "The path of the resource.");
    }

    private static void AddHeader(OpenApiResponse response, string name, string description)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}
