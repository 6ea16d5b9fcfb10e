using System.Globalization;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>A span, with what the tests look at.</summary>
internal sealed record OtlpSpan(
    string TraceId, string SpanId, string ParentId, string Name, OtlpSpanKind Kind, OtlpResource Resource, IReadOnlyDictionary<string, string> Tags);

/// <summary>The kind of a span.</summary>
internal enum OtlpSpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
}

/// <summary>The process that sent something.</summary>
internal sealed record OtlpResource(string Service, string Instance);

/// <summary>The data points of a metric in one export.</summary>
internal sealed record OtlpMetric(
    string Name, string Unit, OtlpMetricKind Kind, IReadOnlyList<IReadOnlyDictionary<string, string>> Labels);

/// <summary>How a metric is exported; Prometheus names it after that.</summary>
internal enum OtlpMetricKind
{
    Gauge,
    Counter,
    UpDownCounter,
    Histogram,
}

/// <summary>A record of the log.</summary>
internal sealed record OtlpLog(string Body, string TraceId, OtlpResource Resource, IReadOnlyDictionary<string, string> Tags);

/// <summary>Reads the requests of OTLP. The numbers are those of the fields in opentelemetry-proto 1.x.</summary>
internal static class OtlpData
{
    public static IEnumerable<OtlpSpan> Spans(ProtoMessage request) =>
        from entry in Entries(request)
        let span = entry.Item
        select new OtlpSpan(
            span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (OtlpSpanKind)span.Number(6), entry.Resource, Tags(span.All(9)));

    public static IEnumerable<OtlpMetric> Metrics(ProtoMessage request) =>
        from entry in Entries(request)
        let metric = entry.Item
        let kind = metric.Has(9) ? OtlpMetricKind.Histogram
            : metric.Has(5) ? OtlpMetricKind.Gauge
            : metric.One(7).Number(3) == 1 ? OtlpMetricKind.Counter : OtlpMetricKind.UpDownCounter
        let points = metric.One(kind == OtlpMetricKind.Histogram ? 9 : kind == OtlpMetricKind.Gauge ? 5 : 7).All(1)
        select new OtlpMetric(
            metric.Text(1), metric.Text(3), kind, [.. points.Select(point => Tags(point.All(kind == OtlpMetricKind.Histogram ? 9 : 7)))]);

    public static IEnumerable<OtlpLog> Logs(ProtoMessage request) =>
        from entry in Entries(request)
        select new OtlpLog(entry.Item.One(5).Text(1), entry.Item.Hex(9), entry.Resource, Tags(entry.Item.All(6)));

    // Requests of all three kinds have the same two levels above their items.
    private static IEnumerable<(OtlpResource Resource, ProtoMessage Item)> Entries(ProtoMessage request) =>
        from resource in request.All(1)
        let tags = Tags(resource.One(1).All(1))
        let process = new OtlpResource(tags.GetValueOrDefault("service.name", ""), tags.GetValueOrDefault("service.instance.id", ""))
        from scope in resource.All(2)
        from item in scope.All(2)
        select (process, item);

    private static Dictionary<string, string> Tags(IEnumerable<ProtoMessage> pairs) =>
        pairs.ToDictionary(static pair => pair.Text(1), static pair => Value(pair.One(2)), StringComparer.Ordinal);

    private static string Value(ProtoMessage value) => value.Has(1) ? value.Text(1)
        : value.Has(2) ? value.Number(2) == 1 ? "true" : "false"
        : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture)
        : ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture);
}
