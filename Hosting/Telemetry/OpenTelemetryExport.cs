using System.Diagnostics.Metrics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OrleansMicro.Hosting;

/// <summary>What is sent, with the packages of OpenTelemetry. Their standard variables decide where to and how.</summary>
internal static class OpenTelemetryExport
{
    // The same name as OrleansMicro.Telemetry.Tracing.Name, which this project cannot reference.
    private const string Marketplace = "OrleansMicro";
    private const string Orleans = "Microsoft.Orleans";
    private const string Http = "Microsoft.AspNetCore.Hosting";

    private static readonly string[] Sources = [Marketplace, TracedCalls.SourceName, "Microsoft.Orleans.Storage", "System.Net.Http"];

    /// <summary>The share of requests that are traced by default. docs/telemetry.md has what tracing costs.</summary>
    private const double DefaultRatio = 0.1;

    private static readonly string[] Meters = [Marketplace, Orleans, Http, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Orleans has about a hundred instruments, some of which are recorded several times per call.</summary>
    private static readonly HashSet<string> OrleansInstruments = new(StringComparer.Ordinal)
    {
        "orleans-app-requests-timedout", "orleans-catalog-activations", "orleans-client-connected-gateways", "orleans-gateway-load-shedding",
        "orleans-messaging-expired", "orleans-messaging-pings-reply-missed", "orleans-scheduler-long-running-turns",
        "orleans-storage-read-latency", "orleans-storage-read-errors", "orleans-storage-write-latency", "orleans-storage-write-errors",
        "orleans-watchdog-health-checks-failed",
    };

    public static void Add(WebApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton<IIncomingGrainCallFilter, TracedCalls>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear().AddService(service, serviceVersion: Version()).AddTelemetrySdk()
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => Sample(traces, builder.Configuration).AddSource(Sources).AddProcessor(new WithoutPersonalData())
                .AddAspNetCoreInstrumentation(static http =>
                    (http.Filter, http.EnrichWithHttpRequest) = (IsTraced, static (span, _) => TracedCalls.CallFrom(span))))
            .WithMetrics(static metrics => metrics.AddMeter(Meters).AddView(View))
            .WithLogging(static _ => { }, static logs => (logs.IncludeFormattedMessage, logs.IncludeScopes) = (true, false))
            .UseOtlpExporter();
    }

    /// <summary>The sampler of <c>OTEL_TRACES_SAMPLER</c>, or one that traces a share of the requests.</summary>
    private static TracerProviderBuilder Sample(TracerProviderBuilder traces, ConfigurationManager configuration) =>
        string.IsNullOrEmpty(configuration["OTEL_TRACES_SAMPLER"])
            ? traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(DefaultRatio)))
            : traces;

    /// <summary>Probes come every second, and the dashboard asks as often while somebody views it.</summary>
    private static bool IsTraced(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && !http.Request.Path.StartsWithSegments("/dashboard", StringComparison.Ordinal);

    // What is dropped is not even recorded.
    private static MetricStreamConfiguration? View(Instrument instrument)
    {
        var isSent = instrument.Meter.Name switch
        {
            Orleans => OrleansInstruments.Contains(instrument.Name),
            Http => instrument.Name == "http.server.request.duration",
            _ => true,
        };
        return isSent ? null : MetricStreamConfiguration.Drop;
    }

    private static string? Version() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
