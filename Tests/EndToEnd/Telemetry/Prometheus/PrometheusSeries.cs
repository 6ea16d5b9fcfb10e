using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>The series that Prometheus makes of metrics that it takes by OTLP, with its default names.</summary>
internal sealed partial class PrometheusSeries
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["By"] = "bytes",
    };

    // What Prometheus adds: service.name and service.instance.id of the resource.
    private static readonly string[] Added = ["job", "instance"];

    private readonly Dictionary<string, Dictionary<string, HashSet<string>>> _series = new(StringComparer.Ordinal);

    public PrometheusSeries(IEnumerable<OtlpMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            foreach (var name in NamesOf(metric))
            {
                var labels = _series.TryGetValue(name, out var known) ? known : _series[name] = new(StringComparer.Ordinal);
                foreach (var (label, value) in metric.Labels.SelectMany(static point => point))
                    Add(labels, Escape(label), value);
                if (name.EndsWith("_bucket", StringComparison.Ordinal))
                    Add(labels, "le", "+Inf");
            }
        }
    }

    /// <summary>Whether there is a series of this name.</summary>
    public bool Has(string name) => _series.ContainsKey(name);

    /// <summary>Whether the series has a label.</summary>
    public bool HasLabel(string name, string label) => Added.Contains(label) || _series[name].ContainsKey(label);

    /// <summary>Whether the label had a value.</summary>
    public bool HasValue(string name, string label, string value) => _series[name].TryGetValue(label, out var values) && values.Contains(value);

    /// <summary>The names of the series of a metric.</summary>
    public static string[] NamesOf(OtlpMetric metric)
    {
        var name = Escape(metric.Name);
        if (Units.TryGetValue(metric.Unit, out var unit) && !name.EndsWith("_" + unit, StringComparison.Ordinal))
            name = $"{name}_{unit}";
        return metric.Kind switch
        {
            OtlpMetricKind.Counter => [name.EndsWith("_total", StringComparison.Ordinal) ? name : name + "_total"],
            OtlpMetricKind.Histogram => [name + "_bucket", name + "_count", name + "_sum"],
            _ => [name],
        };
    }

    private static void Add(Dictionary<string, HashSet<string>> labels, string label, string value)
    {
        if (!labels.TryGetValue(label, out var values))
            labels[label] = values = new(StringComparer.Ordinal);
        values.Add(value);
    }

    private static string Escape(string name) => Other().Replace(name, "_");

    [GeneratedRegex("[^A-Za-z0-9_]+")]
    private static partial Regex Other();
}
