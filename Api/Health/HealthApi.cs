using System.Net;
using System.Text.Json;
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
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags(Tags.Health).WithApiConventions();
        health.MapGet("/live", static () => Respond("healthy")).WithName("getLiveness").WithSummary("Get the liveness of the process")
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

    private static ApiResult<HealthResponse> GetServing(HttpContext http)
    {
        // Names the process that answered.
        if (http.Connection.LocalIpAddress is { } ip)
            http.Response.Headers["X-Instance"] = new IPEndPoint(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, http.Connection.LocalPort).ToString();
        return Respond(http.RequestServices.GetService<Draining>() is { Active: true } ? "stopping" : "healthy");
    }

    private static async Task<IResult> GetReadinessAsync(HealthCheckService checks, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        return Respond(NameOf(report.Status), [.. report.Entries.Select(entry => new HealthEntry(entry.Key, NameOf(entry.Value.Status)))]);
    }

    private static ApiResult<HealthResponse> Respond(string status, params HealthEntry[] checks) =>
        new(new(status, checks)) { Status = status is "stopping" or "unhealthy" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK };

    private static string NameOf(HealthStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
