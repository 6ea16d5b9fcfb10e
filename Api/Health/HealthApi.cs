using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansMicro.Hosting;

namespace OrleansMicro.Health;

/// <summary>How the process is.</summary>
/// <param name="Status">healthy, degraded, unhealthy or stopping.</param>
/// <param name="Checks">The parts that were looked at.</param>
internal sealed record HealthResponse(string Status, IReadOnlyList<HealthEntry> Checks);

/// <summary>How a part is.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
internal sealed record HealthEntry(string Name, string Status);

/// <summary>For load balancers and supervisors.</summary>
internal static class HealthApi
{
    /// <summary>The header in which an answer names the process that gave it, as <c>address:port</c>.</summary>
    public const string InstanceHeader = "X-Instance";

    public static void MapHealthApi(this ApiRoutes routes, HealthCheckService checks)
    {
        routes.Get("/health/live", Live, new("getLiveness", Tags.Health, "Whether the process runs")
        {
            Answers = [new(200, typeof(HealthResponse), "It does.")],
        });
        routes.Get("/health/serving", Serving, new("getServing", Tags.Health, "Whether this process takes requests")
        {
            Description =
                "For gateways with several replicas to choose from. 503 from the moment at which the process was told to stop. Unlike readiness it asks nobody "
                + "else: requests wait while silos or storage are missed, and taking replicas out of rotation would turn them away instead.",
            Answers = [new(200, typeof(HealthResponse), "It does.")],
        });
        routes.Get("/health/ready", request => Ready(request, checks), new("getReadiness", Tags.Health, "Whether requests can be served")
        {
            Description = "503 with the parts that are not well: leave it out of the load balancer.",
            Answers = [new(200, typeof(HealthResponse), "They can.")],
        });
    }

    private static Task Live(ApiRequest request) => Answers.Json(request, new HealthResponse("healthy", []), ApiJson.Default.HealthResponse);

    private static Task Serving(ApiRequest request)
    {
        var http = request.Http;
        var stopping = http.RequestServices.GetService<Draining>() is { Active: true };
        if (http.Connection.LocalIpAddress is { } address)
            http.Response.Headers[InstanceHeader] = new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, http.Connection.LocalPort).ToString();
        return stopping
            ? Answers.Json(request, new HealthResponse("stopping", []), ApiJson.Default.HealthResponse, StatusCodes.Status503ServiceUnavailable)
            : Answers.Json(request, new HealthResponse("healthy", []), ApiJson.Default.HealthResponse);
    }

    private static async Task Ready(ApiRequest request, HealthCheckService checks)
    {
        var report = await checks.CheckHealthAsync(request.Http.RequestAborted);
        var entries = report.Entries.Select(entry => new HealthEntry(entry.Key, NameOf(entry.Value.Status))).ToArray();
        var status = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        await Answers.Json(request, new HealthResponse(NameOf(report.Status), entries), ApiJson.Default.HealthResponse, status);
    }

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
