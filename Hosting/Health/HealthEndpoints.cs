using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace OrleansMicro.Hosting;

/// <summary>The health of the process.</summary>
/// <param name="Status">healthy, degraded, unhealthy or stopping.</param>
/// <param name="Checks">The parts that were checked.</param>
public sealed record HealthReport(string Status, IReadOnlyList<HealthReportEntry> Checks);

/// <summary>The health of a part.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
public sealed record HealthReportEntry(string Name, string Status);

/// <summary>Health endpoints for load balancers and supervisors.</summary>
public static class HealthEndpoints
{
    /// <summary>The header with the address and port of the process that answered.</summary>
    public const string InstanceHeader = "X-Instance";

    /// <summary>Maps <c>live</c> (the process runs), <c>serving</c> (it accepts requests) and <c>ready</c> (no check fails); 503 otherwise.</summary>
    public static void MapHealthEndpoints(this RouteGroupBuilder health)
    {
        // Probes would hide how long requests of clients take.
        health.DisableHttpMetrics();
        health.MapMethods("/live", [HttpMethods.Get, HttpMethods.Head], static (HttpContext http) => Respond(http, "healthy"))
            .Describe("getLiveness", "Get the liveness of the process");
        health.MapMethods("/serving", [HttpMethods.Get, HttpMethods.Head], GetServing)
            .Describe("getServing", "Get whether the process accepts requests").WithDescription(
            "For gateways with several replicas. 503 as soon as the process begins to stop. Unlike readiness it does not depend on the cluster: "
            + "while silos or storage are unavailable, requests wait instead of failing at the gateway.");
        health.MapMethods("/ready", [HttpMethods.Get, HttpMethods.Head], GetReadinessAsync)
            .Describe("getReadiness", "Get the readiness of the process and its cluster")
            .WithDescription("503 with the unhealthy parts: do not route requests here.");
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary).Produces<HealthReport>();

    private static JsonHttpResult<HealthReport> GetServing(HttpContext http)
    {
        if (http.Connection.LocalIpAddress is { } ip)
        {
            var address = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
            http.Response.Headers[InstanceHeader] = new IPEndPoint(address, http.Connection.LocalPort).ToString();
        }

        return Respond(http, http.RequestServices.GetService<Draining>() is { Active: true } ? "stopping" : "healthy");
    }

    private static async Task<JsonHttpResult<HealthReport>> GetReadinessAsync(
        HttpContext http, HealthCheckService checks, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var entries = report.Entries.Select(static entry => new HealthReportEntry(entry.Key, NameOf(entry.Value.Status)));
        return Respond(http, NameOf(report.Status), [.. entries]);
    }

    private static JsonHttpResult<HealthReport> Respond(HttpContext http, string status, params HealthReportEntry[] checks)
    {
        var isAvailable = status is "healthy" or "degraded";
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        if (!isAvailable)
            headers.RetryAfter = "1";
        return TypedResults.Json(
            new HealthReport(status, checks), HealthJson.Default.HealthReport,
            statusCode: isAvailable ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string NameOf(HealthStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}

/// <summary>JSON of the reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthReport))]
public sealed partial class HealthJson : JsonSerializerContext;
