namespace Orleans.Runtime;

/// <summary>
/// Counts what happens in a silo, and keeps it in intervals of about a second for a window of 100. Counting costs a few nanoseconds
/// per call; everything else is done by the beat.
/// </summary>
internal sealed class SiloStatistics : IDisposable
{
    /// <summary>How many intervals are kept.</summary>
    public const int WindowLength = 100;

    /// <summary>How many of the newest intervals say how it goes now.</summary>
    public const int RecentLength = 10;

    /// <summary>Most methods that are told apart; all others share one line.</summary>
    public const int MaxMethods = 500;

    /// <summary>Time between beats.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private const string Others = "(others)";

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<string, ClassStatistics> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Grain, string Method), MethodHistory> _methods = [];
    private readonly SlidingWindow<CallFigures> _calls = new(WindowLength);
    private readonly SlidingWindow<SiloInterval> _intervals = new(WindowLength);
    private readonly ProcessSampler _process;
    private readonly DateTime _startTime;
    private readonly ITimer _timer;
    private long _lastBeat;
    private long _refused;
    private bool _disposed;

    /// <summary>Starts to count.</summary>
    public SiloStatistics(TimeProvider time, RemoteCalls? remote = null)
    {
        _time = time;
        _process = new ProcessSampler(remote);
        _startTime = time.GetUtcNow().UtcDateTime;
        _lastBeat = time.GetTimestamp();
        Errors = new ErrorLog(time);
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static state => ((SiloStatistics)state!).EndInterval(), this, Beat, Beat);
    }

    /// <summary>The last errors.</summary>
    public ErrorLog Errors { get; }

    /// <summary>A moment, for <see cref="Since"/>.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>Time since a moment.</summary>
    public TimeSpan Since(long moment) => _time.GetElapsedTime(moment);

    /// <summary>What is counted of a grain class; null for the engine's own, which are no business of the application.</summary>
    public ClassStatistics? Of(Type grainClass)
    {
        if (grainClass == typeof(SiloControlGrain) || grainClass == typeof(ManagementGrain))
            return null;
        var name = grainClass.FullName ?? grainClass.Name;
        lock (_lock)
        {
            if (!_classes.TryGetValue(name, out var known))
                _classes.Add(name, known = new ClassStatistics(name, this));
            return known;
        }
    }

    /// <summary>The counters of a method; overloads share them.</summary>
    public MethodCounters AddMethod(string grainType, string method)
    {
        lock (_lock)
        {
            if (_methods.TryGetValue((grainType, method), out var known))
                return known.Counters;
            var key = _methods.Count < MaxMethods - 1 ? (grainType, method) : (Others, Others);
            if (!_methods.TryGetValue(key, out known))
                _methods.Add(key, known = new MethodHistory(new MethodCounters(key.Item1, key.Item2)));
            return known.Counters;
        }
    }

    /// <summary>A call was refused because of too much load.</summary>
    public void NoteRefusal() => Interlocked.Increment(ref _refused);

    /// <summary>Puts the figures together.</summary>
    public SiloReport Report()
    {
        lock (_lock)
        {
            var recent = new CallSum();
            foreach (var figures in _calls.Newest(RecentLength))
                recent.Add(figures);
            var seconds = _intervals.Newest(RecentLength).Sum(static interval => interval.Seconds);
            return new SiloReport
            {
                TakenAt = _time.GetUtcNow().UtcDateTime,
                StartTime = _startTime,
                Process = _process.Report([.. _intervals.Newest(RecentLength)]),
                Recent = Describe("", "", recent, seconds, recent),
                RecentSeconds = seconds,
                Methods = [.. _methods.Values.Select(method => Describe(method, seconds))],
                Classes = [.. _classes.Values
                    .Where(static found => found.Activations > 0)
                    .Select(static found => new ClassReport { GrainType = found.GrainType, Activations = found.Activations })],
                Errors = Errors.Newest,
                History = DescribeHistory(),
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    private static double Rate(double count, double seconds) => seconds > 0 ? Math.Round(count / seconds, 2) : 0;

    private static MethodReport Describe(MethodHistory method, double seconds) => Describe(
        method.Counters.GrainType, method.Counters.Method, method.Sum(WindowLength), seconds, method.Sum(RecentLength), method.Counters);

    private static MethodReport Describe(
        string grainType, string method, CallSum window, double seconds, CallSum recent, MethodCounters? counters = null)
    {
        return new MethodReport
        {
            GrainType = grainType,
            Method = method,
            TotalCalls = counters?.Calls ?? window.Calls,
            TotalErrors = counters?.Errors ?? window.Errors,
            CallsPerSecond = Rate(recent.Calls, seconds),
            Calls = window.Calls,
            Errors = window.Errors,
            Ticks = window.Ticks,
            Durations = window.Durations,
        };
    }

    private SiloHistory DescribeHistory()
    {
        SiloInterval[] intervals = [.. _intervals.Newest(WindowLength)];
        return new SiloHistory
        {
            CallsPerSecond = [.. intervals.Select(static interval => Rate(interval.Calls, interval.Seconds))],
            ErrorsPerSecond = [.. intervals.Select(static interval => Rate(interval.Errors, interval.Seconds))],
            P99Milliseconds = [.. intervals.Select(static interval => interval.P99Milliseconds)],
            CpuPercent = [.. intervals.Select(static interval => interval.CpuPercent)],
            WorkingSetMegabytes = [.. intervals.Select(static interval => Math.Round(interval.WorkingSetBytes / 1_048_576.0, 1))],
        };
    }

    private void EndInterval()
    {
        lock (_lock)
        {
            // A beat that comes right after a late one leaves its interval to the next.
            var elapsed = _time.GetElapsedTime(_lastBeat);
            if (_disposed || elapsed < Beat / 2)
                return;
            _lastBeat = _time.GetTimestamp();
            var all = new CallSum();
            foreach (var method in _methods.Values)
                all.Add(method.EndInterval());
            _calls.Add(new CallFigures(all.Calls, all.Errors, all.Ticks, all.Durations));
            _intervals.Add(_process.Sample(elapsed) with
            {
                Calls = all.Calls,
                Errors = all.Errors,
                Refused = Interlocked.Exchange(ref _refused, 0),
                P99Milliseconds = all.P99Milliseconds,
            });
        }
    }
}
