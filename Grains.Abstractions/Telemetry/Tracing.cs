using System.Diagnostics;

namespace OrleansMicro.Telemetry;

/// <summary>
/// The spans of the marketplace. A span of this source never begins a trace: work that belongs to no recorded request has
/// none. Call sites ask <see cref="ActivitySource.HasListeners"/> of <see cref="Source"/> first, so that nothing is paid
/// while telemetry is off.
/// </summary>
public static class Tracing
{
    /// <summary>The name of <see cref="Source"/> and of the meter of <see cref="Metrics"/>.</summary>
    public const string Name = "OrleansMicro";

    /// <summary>The source of the spans.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// The W3C <c>traceparent</c> of the current span, to continue its trace later; null if nothing is recorded.
    /// </summary>
    public static string? TraceParent() =>
        Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>
    /// Starts a span below the current one. The grain calls that the same asynchronous method makes are below it. Null:
    /// nothing is recorded.
    /// </summary>
    /// <param name="name">One of few names, without identifiers.</param>
    /// <param name="kind"><see cref="ActivityKind.Client"/> for a call to another system.</param>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) =>
        Activity.Current is { Recorded: true } ? CallFrom(Source.StartActivity(name, kind)) : null;

    /// <summary>As <see cref="Start"/>, for a trace that began elsewhere. Null: there is no such trace.</summary>
    /// <param name="name">One of few names, without identifiers.</param>
    /// <param name="traceParent">See <see cref="TraceParent"/>.</param>
    public static Activity? Continue(string name, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? CallFrom(Source.StartActivity(name, ActivityKind.Internal, parent))
            : null;

    /// <summary>Marks a span as failed. Only the type of the exception is kept: its message may name customers.</summary>
    /// <param name="span">The span, or null.</param>
    /// <param name="failure">What ended it.</param>
    public static void Fail(this Activity? span, Exception failure) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);

    // Orleans sends it with every call.
    private static Activity? CallFrom(Activity? span)
    {
        if (span is { Recorded: true, Id: { } id })
            RequestContext.Set("traceparent", id);
        return span;
    }
}
