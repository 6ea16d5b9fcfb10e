using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansMicro.OpenApi;

/// <summary>Writes into an operation of the document what <see cref="ApiOperation"/> says of it.</summary>
internal static class OperationDetails
{
    public static Task Apply(OpenApiOperation target, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().FirstOrDefault() is not { } operation)
            return Task.CompletedTask;

        target.OperationId = operation.Id;
        target.Summary = operation.Summary;
        target.Description = operation.Description;
        target.Tags = new HashSet<OpenApiTagReference> { new(operation.Tag, context.Document) };
        AddParameters(target, operation, context.Description.RelativePath ?? "");
        if (operation.BodyExample is { } example)
            AddBodyExample(target, operation, example);

        foreach (var (status, response) in target.Responses ?? [])
            Describe((OpenApiResponse)response, int.Parse(status, CultureInfo.InvariantCulture), operation);

        return Task.CompletedTask;
    }

    /// <summary>Statuses of the problems that an operation can answer with.</summary>
    public static IEnumerable<int> ProblemsOf(ApiOperation operation)
    {
        IEnumerable<int> statuses = [400, 500, 503, .. operation.Problems];
        if (operation.Body is not null)
            statuses = [.. statuses, 408, 413, 415];

        if (operation.Headers.Any(header => header.Name is "If-Match" or "If-None-Match"))
            statuses = [.. statuses, 412];

        return statuses.Distinct().Order();
    }

    private static void AddParameters(OpenApiOperation target, ApiOperation operation, string path)
    {
        target.Parameters ??= [];
        foreach (var segment in path.Split('/').Where(segment => segment.StartsWith('{')))
        {
            var name = segment.Trim('{', '}');
            target.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Description = PathDescription(name),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{1,64}$" },
                Example = PathExample(name),
            });
        }

        foreach (var parameter in operation.Query)
            target.Parameters.Add(Parameter(parameter, ParameterLocation.Query));

        foreach (var parameter in operation.Headers)
            target.Parameters.Add(Parameter(parameter, ParameterLocation.Header));
    }

    private static OpenApiParameter Parameter(ApiParameter parameter, ParameterLocation location) => new()
    {
        Name = parameter.Name,
        In = location,
        Required = parameter.Required,
        Description = parameter.Description,
        Schema = SchemaOf(parameter),
        Example = parameter.Range is null ? parameter.Example : int.Parse(parameter.Example!, CultureInfo.InvariantCulture),
    };

    private static OpenApiSchema SchemaOf(ApiParameter parameter) => parameter.Range is { } range
        ? new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = range.Min.ToString(CultureInfo.InvariantCulture),
            Maximum = range.Max.ToString(CultureInfo.InvariantCulture),
        }
        : new()
        {
            Type = JsonSchemaType.String,
            MaxLength = parameter.MaxLength,
            Enum = parameter.Values.Count == 0 ? null : [.. parameter.Values.Select(value => (JsonNode)value)],
        };

    private static void AddBodyExample(OpenApiOperation target, ApiOperation operation, string example)
    {
        if (target.RequestBody is not OpenApiRequestBody body)
            return;

        body.Required = !operation.BodyOptional;
        foreach (var content in body.Content?.Values ?? [])
            content.Example = JsonNode.Parse(example);
    }

    private static void Describe(OpenApiResponse response, int status, ApiOperation operation)
    {
        if (operation.Answers.FirstOrDefault(answer => answer.Status == status) is not { } answer)
        {
            response.Description = "Problem: " + string.Join(", ", ProblemCatalog.CodesOf(status).Select(code => $"`{code}`")) + ".";
            if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
                Header(response, "Retry-After", "Seconds to wait before the next try.");

            return;
        }

        response.Description = answer.Description;
        if (answer.ETag)
            Header(response, "ETag", "The version, for If-Match.");

        if (answer.Location)
            Header(response, "Location", "Where it can be read.");
    }

    private static void Header(OpenApiResponse response, string name, string description)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static string PathDescription(string name) => name switch
    {
        "sellerId" => "The seller.",
        "productId" => "The product, among that seller's.",
        "customerId" => "The customer; a guest has an id too.",
        _ => "The order.",
    };

    private static string PathExample(string name) => name switch
    {
        "sellerId" => "blue-owl",
        "productId" => "mug",
        "customerId" => "ann",
        _ => "5f2b-8c1d9e3a47608b1c2d3e4f506172",
    };
}
