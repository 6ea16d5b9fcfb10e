using System.Globalization;

namespace OrleansMicro.Silo;

/// <summary>Writes how far each phase is, every two seconds. A phase that ends sooner writes nothing.</summary>
internal sealed class CommandProgress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private string _phase = "";
    private long _total;
    private long _done;
    private long _began;

    public CommandProgress(TextWriter output, TimeProvider clock)
    {
        (_output, _clock) = (output, clock);
        _timer = clock.CreateTimer(_ => Show(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins a phase of about so many rows; 0: nobody knows.</summary>
    public void Begin(string phase, long total)
    {
        lock (_gate)
            (_phase, _total, _done, _began) = (phase, total, 0, _clock.GetTimestamp());
        _timer.Change(Interval, Interval);
    }

    public void Advance(int rows)
    {
        lock (_gate)
            _done += rows;
    }

    public void End() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Writes a line.</summary>
    public void Note(string line)
    {
        lock (_gate)
            _output.WriteLine(line);
    }

    public void Dispose() => _timer.Dispose();

    private void Show()
    {
        lock (_gate)
        {
            var time = _clock.GetElapsedTime(_began).TotalSeconds;
            var total = _total > 0 ? string.Create(CultureInfo.InvariantCulture, $" of about {Math.Max(_total, _done)}") : "";
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_phase}: {_done}{total} rows, {time:0} s, {_done / time:0}/s"));
        }
    }
}
