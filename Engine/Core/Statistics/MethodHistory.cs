namespace Orleans.Runtime;

/// <summary>A method of a grain class over the last intervals. Not safe for several threads, but for the counters that it reads.</summary>
internal sealed class MethodHistory(MethodCounters counters)
{
    private readonly SlidingWindow<CallFigures> _intervals = new(SiloStatistics.WindowLength);
    private long _calls;
    private long _errors;

    /// <summary>What is counted.</summary>
    public MethodCounters Counters => counters;

    /// <summary>Ends an interval, and says what happened in it.</summary>
    public CallFigures EndInterval()
    {
        var calls = counters.Calls;
        var errors = counters.Errors;
        var (durations, ticks) = counters.TakeDurations();
        var figures = new CallFigures(calls - _calls, errors - _errors, ticks, durations);
        (_calls, _errors) = (calls, errors);
        _intervals.Add(figures);
        return figures;
    }

    /// <summary>The newest intervals together.</summary>
    public CallSum Sum(int intervals)
    {
        var sum = new CallSum();
        foreach (var figures in _intervals.Newest(intervals))
            sum.Add(figures);
        return sum;
    }
}
