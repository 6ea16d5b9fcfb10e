namespace OrleansMicro.OpenApi;

/// <summary>A successful response of an endpoint, for the OpenAPI document.</summary>
internal sealed record ApiResponse(int StatusCode, Type? Type, string? Description, IReadOnlyList<string> Headers) : IProducesResponseTypeMetadata
{
    public string MediaType { get; init; } = ContentType.Json;

    public IEnumerable<string> ContentTypes => [MediaType];
}

/// <summary>A problem of an endpoint, for the OpenAPI document.</summary>
internal sealed record ApiProblem(int StatusCode, string? Description) : IProducesResponseTypeMetadata
{
    public Type? Type => typeof(Problem);

    public IEnumerable<string> ContentTypes => ["application/problem+json"];

    public static ApiProblem For(int status) =>
        new(status, $"Problem: {string.Join(", ", ProblemCatalog.CodesOf(status).Select(code => $"`{code}`"))}.");

    /// <summary>The statuses that every endpoint with these inputs can have.</summary>
    public static IEnumerable<int> CommonStatuses(EndpointRules rules) =>
        [400, .. rules.ChangesState ? [403, 415] : Array.Empty<int>(), .. rules.HasBody ? [408, 413] : Array.Empty<int>(), 412, 500, 503];
}

/// <summary>A body that works, for the OpenAPI document.</summary>
internal sealed record ApiExample(string Json);

/// <summary>Describes the parameters, body and responses of an endpoint.</summary>
internal static class ApiDescriptions
{
    /// <summary>A parameter. Typed parameters of handlers describe themselves with it.</summary>
    public static void AddParameter(
        this EndpointBuilder endpoint, ParameterLocation location, string name, string description, JsonNode? example = null,
        OpenApiSchema? schema = null, bool isRequired = false)
    {
        schema ??= new();
        schema.Type ??= JsonSchemaType.String;
        var required = isRequired || location == ParameterLocation.Path;
        endpoint.Metadata.Add(
            new OpenApiParameter { Name = name, In = location, Description = description, Example = example, Schema = schema, Required = required });
    }

    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, string json) => endpoint.WithMetadata(new ApiExample(json));

    /// <summary>A successful response and the headers that come with it.</summary>
    public static RouteHandlerBuilder WithResponse<T>(this RouteHandlerBuilder endpoint, int status, string description, params string[] headers) =>
        endpoint.WithMetadata(new ApiResponse(status, typeof(T), description, headers));

    /// <summary>A stream of server-sent events.</summary>
    public static RouteHandlerBuilder WithEventStream(this RouteHandlerBuilder endpoint, string description) =>
        endpoint.WithMetadata(new ApiResponse(200, typeof(string), description, []) { MediaType = "text/event-stream" });

    /// <summary>The two responses of a PUT.</summary>
    public static RouteHandlerBuilder WithPutResponses<T>(this RouteHandlerBuilder endpoint) => endpoint
        .WithResponse<T>(200, "Replaced, or unchanged.", HeaderNames.ETag).WithResponse<T>(201, "Created.", HeaderNames.ETag, HeaderNames.Location);

    /// <summary>Problems that not every endpoint has.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder endpoint, params int[] statuses) =>
        endpoint.WithMetadata([.. statuses.Select(object (status) => ApiProblem.For(status))]);
}
