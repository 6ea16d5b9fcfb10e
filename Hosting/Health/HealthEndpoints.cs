using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OrleansMicro.Hosting;

/// <summary>The state of the process.</summary>
/// <param name="Status">healthy, degraded, unhealthy or stopping.</param>
/// <param name="Checks">The parts that were checked.</param>
public sealed record HealthReport(string Status, IReadOnlyList<HealthReportEntry> Checks);

/// <summary>The state of a part.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
public sealed record HealthReportEntry(string Name, string Status);

/// <summary>Health endpoints for load balancers and supervisors, for a host that serves nothing else.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> (the process runs) and <c>/health/ready</c> (503 if a check fails).</summary>
    public static WebApplication MapHealthEndpoints(this WebApplication app)
    {
        app.MapMethods("/health/live", [HttpMethods.Get, HttpMethods.Head], static () => Json(new HealthReport("healthy", []), StatusCodes.Status200OK));
        app.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], ReadyAsync);
        return app;
    }

    private static async Task<JsonHttpResult<HealthReport>> ReadyAsync(HealthCheckService checks, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var entries = report.Entries.Select(static entry => new HealthReportEntry(entry.Key, NameOf(entry.Value.Status))).ToArray();
        return Json(
            new HealthReport(NameOf(report.Status), entries),
            report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static JsonHttpResult<HealthReport> Json(HealthReport report, int status) =>
        TypedResults.Json(report, HealthJson.Default.HealthReport, statusCode: status);

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}

/// <summary>JSON of the reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
