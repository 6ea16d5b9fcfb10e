using System.Diagnostics;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Tests.Common;

/// <summary>A trace that is recorded; the current span is its first. Spans of other tests are not.</summary>
internal sealed class RecordedTrace : IDisposable
{
    private const string SourceName = nameof(RecordedTrace);
    private static readonly ActivitySource Source = new(SourceName);
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private readonly ActivityTraceId _id;

    public RecordedTrace()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is SourceName or Tracing.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Source == Source || options.TraceId == _id
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == _id && activity.Source != Source)
                    _ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
        First = Source.StartActivity("request")!;
        _id = First.TraceId;
    }

    /// <summary>The first span.</summary>
    public Activity First { get; }

    /// <summary>The ended spans of the marketplace: name and name of the parent.</summary>
    public IEnumerable<(string Name, ActivitySpanId Parent)> Ended => _ended.Select(static span => (span.OperationName, span.ParentSpanId));

    public void Dispose()
    {
        First.Dispose();
        _listener.Dispose();
    }
}
