
namespace OrleansMicro.OpenApi;

/// <summary>A successful response of an endpoint, for the OpenAPI document.</summary>
internal sealed record ApiResponse(int StatusCode, Type? Type, string? Description, IReadOnlyList<string> Headers) : IProducesResponseTypeMetadata
{
    public IEnumerable<string> ContentTypes => Type is null ? [] : [ContentType.Json];
}

/// <summary>A problem of an endpoint, for the OpenAPI document.</summary>
internal sealed record ApiProblem(int StatusCode, string? Description) : IProducesResponseTypeMetadata
{
    public Type? Type => typeof(Problem);

    public IEnumerable<string> ContentTypes => ["application/problem+json"];

    public static ApiProblem For(int status) =>
        new(status, "Problem: " + string.Join(", ", ProblemCatalog.CodesOf(status).Select(code => $"`{code}`")) + ".");

    /// <summary>The statuses that every endpoint with these inputs can have.</summary>
    public static IEnumerable<int> CommonStatuses(EndpointRules rules)
    {
        yield return 400;
        if (rules.ChangesState)
        {
            yield return 403;
            yield return 415;
        }

        if (rules.HasBody)
        {
            yield return 408;
            yield return 413;
        }

        yield return 412;
        yield return 500;
        yield return 503;
    }
}

/// <summary>An example of a body, for the OpenAPI document.</summary>
internal sealed record ApiExample(string Json);

/// <summary>Describes the responses of an endpoint.</summary>
internal static class ApiResponseExtensions
{
    /// <summary>A successful response.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="description">When it is sent.</param>
    /// <param name="headers">The headers that come with it.</param>
    public static RouteHandlerBuilder WithResponse<T>(this RouteHandlerBuilder endpoint, int status, string description, params string[] headers) =>
        endpoint.WithMetadata(new ApiResponse(status, typeof(T), description, headers));

    /// <summary>The two responses of a PUT.</summary>
    public static RouteHandlerBuilder WithPutResponses<T>(this RouteHandlerBuilder endpoint) => endpoint
        .WithResponse<T>(StatusCodes.Status200OK, "Replaced, or unchanged.", HeaderNames.ETag)
        .WithResponse<T>(StatusCodes.Status201Created, "Created.", HeaderNames.ETag, HeaderNames.Location);

    /// <summary>Problems that not every endpoint has.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder endpoint, params int[] statuses) =>
        endpoint.WithMetadata([.. statuses.Select(object (status) => ApiProblem.For(status))]);

    /// <summary>A body that works.</summary>
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, string json) => endpoint.WithMetadata(new ApiExample(json));
}
