using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace OrleansMicro.OpenApi;

/// <summary>Tells the API explorer of the endpoints that <see cref="Http.ApiRoutes"/> mapped; it cannot look into hand-written handlers.</summary>
internal sealed class OperationDescriptions(EndpointDataSource endpoints) : IApiDescriptionProvider
{
    private const string Json = "application/json";

    public int Order => -1000;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ApiOperation>() is { } operation)
                context.Results.Add(Describe(endpoint, operation));
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        // Nothing to tidy up.
    }

    private static ApiDescription Describe(RouteEndpoint endpoint, ApiOperation operation)
    {
        var description = new ApiDescription
        {
            HttpMethod = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0],
            RelativePath = endpoint.RoutePattern.RawText!.TrimStart('/'),
            ActionDescriptor = new ActionDescriptor
            {
                DisplayName = operation.Id,
                EndpointMetadata = [.. endpoint.Metadata],
                RouteValues = new Dictionary<string, string?> { ["controller"] = operation.Tag },
            },
        };
        if (operation.Body is not null)
        {
            description.ParameterDescriptions.Add(
                new() { Name = "body", Source = BindingSource.Body, Type = operation.Body, IsRequired = !operation.BodyOptional });
            description.SupportedRequestFormats.Add(new() { MediaType = Json });
        }

        foreach (var answer in operation.Answers)
            description.SupportedResponseTypes.Add(Response(answer.Status, answer.Type, Json));

        foreach (var status in OperationDetails.ProblemsOf(operation))
            description.SupportedResponseTypes.Add(Response(status, typeof(Problem), "application/problem+json"));

        return description;
    }

    private static ApiResponseType Response(int status, Type? type, string mediaType) => new()
    {
        StatusCode = status,
        Type = type,
        ApiResponseFormats = type is null ? [] : [new() { MediaType = mediaType }],
    };
}
