using System.Globalization;

namespace OrleansMicro.Simulation;

/// <summary>
/// Tells on standard error how far a run is: one line that is rewritten on a terminal, a line every 5 seconds otherwise, so that a log stays
/// readable. Standard output is left to the final JSON line.
/// </summary>
internal sealed class Progress : IDisposable
{
    private readonly TextWriter _output;
    private readonly bool _rewrite;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private string _phase = "";
    private long _total;
    private long _done;
    private long _began;
    private int _widest;

    public Progress(TextWriter output, bool rewrite, TimeProvider time)
    {
        _output = output;
        _rewrite = rewrite;
        _time = time;
        var every = rewrite ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);
        _timer = time.CreateTimer(_ => Show(), null, every, every);
    }

    public static Progress OnStandardError() => new(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);

    /// <summary>Ends the phase before, if any, and begins one of so many steps.</summary>
    public void Begin(string phase, long total)
    {
        End();
        lock (_gate)
        {
            (_phase, _total, _began) = (phase, total, _time.GetTimestamp());
            Volatile.Write(ref _done, 0);
        }

        Show();
    }

    public void Advance(long steps = 1) => Interlocked.Add(ref _done, steps);

    /// <summary>Writes a line that stays.</summary>
    public void Note(string line)
    {
        lock (_gate)
        {
            WipeLine();
            _output.WriteLine(line);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        End();
    }

    /// <summary>Ends the phase, so that its line stays.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_phase.Length == 0) return;
            WipeLine();
            _output.WriteLine(Line());
            _phase = "";
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_phase.Length == 0) return;
            var line = Line();
            _widest = Math.Max(_widest, line.Length);
            if (_rewrite) _output.Write("\r" + line.PadRight(_widest));
            else _output.WriteLine(line);
        }
    }

    private void WipeLine()
    {
        if (_rewrite && _widest > 0) _output.Write("\r" + new string(' ', _widest) + "\r");
    }

    private string Line()
    {
        var done = Volatile.Read(ref _done);
        var seconds = _time.GetElapsedTime(_began).TotalSeconds;
        var percent = _total > 0 ? 100 * done / _total : 100;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_phase}: {done}/{_total} ({percent} %), {seconds:0.0} s, {done / Math.Max(seconds, 0.001):0}/s");
    }
}
