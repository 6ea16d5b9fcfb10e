using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>Takes OTLP over HTTP (<c>http/protobuf</c>) and keeps it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<OtlpSpan> Spans { get; } = [];

    public ConcurrentQueue<OtlpMetric> Metrics { get; } = [];

    public ConcurrentQueue<OtlpLog> Logs { get; } = [];

    /// <summary>The settings of a process that sends everything here, and the rest of it when it stops.</summary>
    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_TRACES_SAMPLER"] = "parentbased_always_on",
    };

    /// <summary>Starts on a free port.</summary>
    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver.Take("/v1/traces", OtlpData.Spans, receiver.Spans);
        receiver.Take("/v1/metrics", OtlpData.Metrics, receiver.Metrics);
        receiver.Take("/v1/logs", OtlpData.Logs, receiver.Logs);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // An empty answer says that everything was accepted.
    private void Take<T>(string path, Func<ProtoMessage, IEnumerable<T>> read, ConcurrentQueue<T> items) => _app.MapPost(path, async http =>
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        foreach (var item in read(new ProtoMessage(body.ToArray())))
            items.Enqueue(item);
        http.Response.ContentType = "application/x-protobuf";
    });
}
