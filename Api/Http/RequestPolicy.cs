namespace OrleansMicro.Http;

/// <summary>
/// Refuses a request that its endpoint would misunderstand or ignore in part: an unknown query parameter, a body where none belongs, a
/// condition without a version, and a change that a page of another site sends.
/// </summary>
internal sealed class RequestPolicy(RequestDelegate next, IOptions<ApiOptions> options)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EndpointRules>() is not { } rules)
            return next(http);
        var request = http.Request;
        var unknown = request.QueryString.HasValue ? request.Query.Keys.FirstOrDefault(key => !rules.QueryParameters.Contains(key)) : null;
        if (unknown is not null)
        {
            unknown = unknown[..Math.Min(unknown.Length, 100)];
            throw new ProblemException(ProblemCodes.UnknownParameter, $"'{unknown}' is not a query parameter of this request.", unknown);
        }

        if (rules.ChangesState)
            CheckChange(request, rules);
        return next(http);
    }

    private void CheckChange(HttpRequest request, EndpointRules rules)
    {
        // Browsers send these headers on their own, and pages cannot change them. Other clients rarely send them.
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOwn(origin, request.Host) && !options.Value.CorsOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            throw CrossSite(HeaderNames.Origin);
        if (origin.Length == 0 && request.Headers["Sec-Fetch-Site"] is [{ } site] && site.Equals("cross-site", StringComparison.OrdinalIgnoreCase))
            throw CrossSite("Sec-Fetch-Site");
        if (!rules.HasBody)
            ContentType.CheckNone(request);
        if (!rules.HasIfMatch && request.Headers.IfMatch.Count > 0)
            throw new ProblemException(RefusalCodes.VersionMismatch, "The request has no version to compare. Leave out If-Match.", IfMatch.Header);
    }

    // The scheme is not compared: a gateway in front of the API may end TLS.
    private static bool IsOwn(string? origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && host.HasValue && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);

    private static ProblemException CrossSite(string header) => new(
        ProblemCodes.CrossSiteRequest, $"'{header}' names another site. The setting Api:CorsOrigins lists the sites that may send changes.", header);
}

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

/// <summary>Answers OPTIONS with the methods of a path, and completes the Allow header of a 405 response.</summary>
internal static class MethodPolicy
{
    public static IApplicationBuilder UseMethodPolicy(this IApplicationBuilder app) => app.Use(static next => http => CompleteAsync(http, next));

    private static async Task CompleteAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.StatusCode != StatusCodes.Status405MethodNotAllowed || http.Response.HasStarted)
            return;
        http.Response.Headers.Allow = $"{http.Response.Headers.Allow}, {HttpMethods.Options}";
        if (HttpMethods.IsOptions(http.Request.Method))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
