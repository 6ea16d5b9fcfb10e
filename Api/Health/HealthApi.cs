using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansMicro.Hosting;

namespace OrleansMicro.Health;

/// <summary>The health of the process.</summary>
/// <param name="Status">healthy, degraded, unhealthy or stopping.</param>
/// <param name="Checks">The checks of its parts.</param>
internal sealed record HealthResponse(string Status, IReadOnlyList<HealthEntry> Checks);

/// <summary>The health of a part.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
internal sealed record HealthEntry(string Name, string Status);

/// <summary>Endpoints for load balancers and supervisors.</summary>
internal static class HealthApi
{
    /// <summary>The header with the address and port of the process that answered.</summary>
    public const string InstanceHeader = "X-Instance";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags(Tags.Health).WithApiConventions();
        health.MapGet("/live", GetLiveness).WithName("getLiveness").WithSummary("Get the liveness of the process")
            .WithResponse<HealthResponse>(200, "The process runs.");
        health.MapGet("/serving", GetServing).WithName("getServing").WithSummary("Get whether the process accepts requests")
            .WithDescription(
                "For gateways with several replicas. 503 as soon as the process was told to stop. Unlike readiness it does not depend on the "
                + "cluster: while silos or storage are unavailable, requests wait instead of failing at the gateway.")
            .WithResponse<HealthResponse>(200, "The process accepts requests.");
        health.MapGet("/ready", GetReadinessAsync).WithName("getReadiness").WithSummary("Get the readiness of the process and its cluster")
            .WithDescription("503 with the unhealthy parts: do not route requests here.")
            .WithResponse<HealthResponse>(200, "Requests can be served.");
    }

    private static IResult GetLiveness() => ApiResults.Ok(new HealthResponse("healthy", []));

    private static IResult GetServing(HttpContext http)
    {
        if (http.Connection.LocalIpAddress is { } address)
        {
            var shown = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            http.Response.Headers[InstanceHeader] = new IPEndPoint(shown, http.Connection.LocalPort).ToString();
        }

        return http.RequestServices.GetService<Draining>() is { Active: true }
            ? Unavailable(new HealthResponse("stopping", []))
            : ApiResults.Ok(new HealthResponse("healthy", []));
    }

    private static async Task<IResult> GetReadinessAsync(HealthCheckService checks, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var entries = report.Entries.Select(entry => new HealthEntry(entry.Key, NameOf(entry.Value.Status))).ToArray();
        var response = new HealthResponse(NameOf(report.Status), entries);
        return report.Status == HealthStatus.Unhealthy ? Unavailable(response) : ApiResults.Ok(response);
    }

    private static ApiResult<HealthResponse> Unavailable(HealthResponse response) =>
        new(response) { Status = StatusCodes.Status503ServiceUnavailable };

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
