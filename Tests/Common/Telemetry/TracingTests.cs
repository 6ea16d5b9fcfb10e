using System.Diagnostics;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Tests.Common;

/// <summary>Spans of the marketplace belong to a recorded request.</summary>
public sealed class TracingTests
{
    [Fact]
    public void A_span_begins_no_trace()
    {
        using var trace = new RecordedTrace();
        Activity.Current = null;

        Assert.Null(Tracing.Start("order reserve"));
        Assert.Null(Tracing.TraceParent());
        Assert.Null(Tracing.Continue("order process", null));
        Assert.Null(Tracing.Continue("order process", "none"));
    }

    [Fact]
    public void A_trace_goes_on_later_where_it_was_left()
    {
        using var trace = new RecordedTrace();
        var left = Tracing.TraceParent();
        Activity.Current = null;

        using (Tracing.Continue("order process", left))
            Tracing.Start("order reserve")!.Dispose();

        Assert.Equal(["order reserve", "order process"], trace.Ended.Select(static span => span.Name));
        Assert.Equal(trace.First.SpanId, trace.Ended.Last().Parent);
    }

    [Fact]
    public void A_request_that_is_not_recorded_is_not_remembered()
    {
        using var trace = new RecordedTrace();
        Activity.Current = null;
        using var request = new Activity("request").Start();

        Assert.Null(Tracing.TraceParent());
        Assert.Null(Tracing.Start("order reserve"));
    }

    [Fact]
    public void A_failed_span_has_no_message()
    {
        using var trace = new RecordedTrace();
        using var span = Tracing.Start("order reserve");

        span.Fail(new TimeoutException("The cart of ada is locked."));

        Assert.Equal(ActivityStatusCode.Error, span!.Status);
        Assert.Null(span.StatusDescription);
        Assert.Equal(["System.TimeoutException"], span.TagObjects.Select(static tag => tag.Value));
    }
}
