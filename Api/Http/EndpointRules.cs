namespace OrleansMicro.Http;

/// <summary>The inputs of an endpoint, for <see cref="RequestPolicy"/>. Derived from the parameters of its handler.</summary>
internal sealed record EndpointRules(bool ChangesState, bool HasBody, bool HasIfMatch, IReadOnlyList<string> QueryParameters);

/// <summary>Completes the endpoints of the API.</summary>
internal static class EndpointConventions
{
    private static readonly HttpMethodMetadata GetAndHead = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary>Adds to each endpoint its rules, the problems that all have in common, and HEAD to GET.</summary>
    public static RouteGroupBuilder WithApiConventions(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(static endpoint =>
        {
            AddHead(endpoint);
            var rules = RulesFor(endpoint.Metadata);
            endpoint.Metadata.Add(rules);
            foreach (var status in ApiProblem.CommonStatuses(rules))
                endpoint.Metadata.Add(ApiProblem.For(status));
        });
        return group;
    }

    /// <summary>Answers HEAD where GET is answered.</summary>
    public static void AddHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is [{ } method] && HttpMethods.IsGet(method))
            endpoint.Metadata.Add(GetAndHead);
    }

    private static EndpointRules RulesFor(IList<object> metadata)
    {
        var parameters = metadata.OfType<OpenApiParameter>().ToList();
        return new(
            ChangesState: !metadata.OfType<IHttpMethodMetadata>().Last().HttpMethods.Contains(HttpMethods.Get),
            HasBody: metadata.OfType<IAcceptsMetadata>().Any(),
            HasIfMatch: parameters.Any(parameter => parameter.Name == IfMatch.Header),
            QueryParameters: [.. parameters.Where(parameter => parameter.In == ParameterLocation.Query).Select(parameter => parameter.Name!)]);
    }
}
