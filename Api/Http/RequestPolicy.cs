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
