using System.Diagnostics;

namespace OrleansMicro.Hosting;

/// <summary>
/// Spans of grain calls, at the grain. The request context carries the span of the caller, and Orleans sends it with every call, so the caller needs
/// no filter. It replaces Orleans' <c>AddActivityPropagation</c>, which begins traces of its own in requests that are not sampled. See
/// docs/upstream/traces-of-grain-calls.md and docs/decisions/0036-trace-a-share-of-the-requests.md.
/// </summary>
internal sealed class TracedCalls : IIncomingGrainCallFilter
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "OrleansMicro.Calls";

    // The same name as OrleansMicro.Telemetry.Tracing has.
    private const string TraceParent = "traceparent";
    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Makes a span the caller of the grain calls that follow in this flow.</summary>
    public static void CallFrom(Activity span)
    {
        if (span is { Recorded: true, Id: { } id })
            RequestContext.Set(TraceParent, id);
    }

    public Task Invoke(IIncomingGrainCallContext context) =>
        RequestContext.Get(TraceParent) is string sent && ActivityContext.TryParse(sent, null, isRemote: true, out var caller)
            ? Measure(context, caller)
            : context.Invoke();

    private static async Task Measure(IIncomingGrainCallContext context, ActivityContext caller)
    {
        using var span = Source.StartActivity(context.Request.GetActivityName(), ActivityKind.Server, caller);
        span?.SetTag("rpc.system", "orleans").SetTag("rpc.service", context.InterfaceName).SetTag("rpc.method", context.MethodName);
        if (span is not null)
            CallFrom(span);
        try
        {
            await context.Invoke();
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);
            throw;
        }
    }
}
