namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>The spans of one trace, below their parents.</summary>
internal sealed class TraceTree
{
    private readonly ILookup<string, OtlpSpan> _children;

    private TraceTree(OtlpSpan root, IEnumerable<OtlpSpan> spans) =>
        (Root, _children) = (root, spans.Where(span => span.TraceId == root.TraceId).ToLookup(static span => span.ParentId));

    /// <summary>The first span, which has no parent.</summary>
    public OtlpSpan Root { get; }

    /// <summary>All spans of the trace.</summary>
    public IEnumerable<OtlpSpan> Spans => _children.SelectMany(static siblings => siblings);

    /// <summary>The spans that do not hang below the first one: there should be none.</summary>
    public IEnumerable<OtlpSpan> Lost => Spans.Except(Below(Root));

    /// <summary>The only trace that begins with this span.</summary>
    public static TraceTree Find(IEnumerable<OtlpSpan> spans, string root) =>
        new(Assert.Single(spans, span => span.Name == root && span.ParentId.Length == 0), spans);

    /// <summary>The trace as text: each span below its parent, siblings by name.</summary>
    public override string ToString() => string.Join('\n', Lines(Root, ""));

    /// <summary>Whether a span exists whose ancestors have these names, in this sequence, with others between them.</summary>
    public bool HasPath(params string[] names) => HasPath(Root, names);

    private bool HasPath(OtlpSpan span, ReadOnlySpan<string> names)
    {
        if (Text(span) == names[0])
            names = names[1..];
        if (names.Length == 0)
            return true;
        foreach (var child in _children[span.SpanId])
        {
            if (HasPath(child, names))
                return true;
        }

        return false;
    }

    private IEnumerable<OtlpSpan> Below(OtlpSpan span) => _children[span.SpanId].SelectMany(Below).Prepend(span);

    private IEnumerable<string> Lines(OtlpSpan span, string indent) =>
        _children[span.SpanId].Select(child => Lines(child, indent + "  ").ToArray())
            .OrderBy(static lines => string.Join('\n', lines), StringComparer.Ordinal)
            .SelectMany(static lines => lines)
            .Prepend(indent + Text(span));

    private static string Text(OtlpSpan span) => span.Kind switch
    {
        OtlpSpanKind.Client when span.Tags.TryGetValue("orleans.storage.state.name", out var state) => $"{span.Name} {state}",
        OtlpSpanKind.Internal => span.Name,
        _ => $"{span.Kind.ToString().ToLowerInvariant()} {span.Name}",
    };
}
