using Microsoft.Extensions.Options;

namespace OrleansMicro.Http;

/// <summary>
/// Refuses a request that its endpoint would misunderstand or ignore in part: an unknown query parameter, a body where none belongs, a
/// condition without a version, and a change that a page of another site sends.
/// </summary>
internal sealed class RequestPolicy(RequestDelegate next, IOptions<ApiOptions> options)
{
    private readonly IReadOnlyList<string> _corsOrigins = options.Value.CorsOrigins;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EndpointRules>() is not { } rules)
            return next(http);

        var request = http.Request;
        if (request.QueryString.HasValue)
            CheckQuery(request, rules);

        if (rules.ChangesState)
        {
            CheckSite(request);
            if (!rules.HasBody)
                ContentType.CheckNone(request);
            if (!rules.HasIfMatch && request.Headers.IfMatch.Count > 0)
            {
                throw new ProblemException(
                    RefusalCodes.VersionMismatch, "This request has no version to compare. Leave out If-Match.", IfMatch.Header);
            }
        }

        return next(http);
    }

    private static void CheckQuery(HttpRequest request, EndpointRules rules)
    {
        foreach (var (name, _) in request.Query)
        {
            if (!rules.QueryParameters.Contains(name, StringComparer.Ordinal))
            {
                var shown = name.Length <= 100 ? name : name[..100];
                throw new ProblemException(ProblemCodes.UnknownParameter, $"'{shown}' is not a query parameter of this request.", shown);
            }
        }
    }

    // Browsers send these headers on their own, and pages cannot change them. Other clients rarely send them.
    private void CheckSite(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0)
        {
            var value = origin.ToString();
            if (!_corsOrigins.Contains(value, StringComparer.OrdinalIgnoreCase) && !IsOwn(value, request.Host))
                throw Refused("Origin");
        }
        else if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site.Equals("cross-site", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("Sec-Fetch-Site");
        }
    }

    // The scheme is not compared: a gateway in front of the API may end TLS.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && host.HasValue && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);

    private static ProblemException Refused(string header) => new(
        ProblemCodes.CrossSiteRequest, $"'{header}' names another site. The setting Api:CorsOrigins lists the sites that may send changes.", header);
}
