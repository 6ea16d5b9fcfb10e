using System.Globalization;

namespace OrleansMicro.Simulation.Runs;

/// <summary>
/// Reports the progress of a run on standard error: a line that is rewritten on a terminal, otherwise a line every 5 seconds to keep logs
/// readable. Standard output is left to the final JSON line.
/// </summary>
internal sealed class Progress : IDisposable
{
    private readonly TextWriter _output = Console.Error;
    private readonly bool _rewrites = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private string _phase = "";
    private long _total;
    private long _done;
    private long _began;
    private int _widest;

    public Progress()
    {
        var period = _rewrites ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);
        _timer = new Timer(_ => Show(), null, period, period);
    }

    /// <summary>Ends the previous phase and begins one with a number of steps.</summary>
    public void Begin(string phase, long total)
    {
        End();
        lock (_gate)
        {
            (_phase, _total, _began) = (phase, total, TimeProvider.System.GetTimestamp());
            Volatile.Write(ref _done, 0);
        }
    }

    /// <summary>Counts a step.</summary>
    public void Advance() => Interlocked.Increment(ref _done);

    /// <summary>Writes a line that stays.</summary>
    public void Note(string line)
    {
        lock (_gate)
        {
            Wipe();
            _output.WriteLine(line);
        }
    }

    /// <summary>Ends the phase; its last line stays.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_phase.Length == 0)
                return;
            Wipe();
            _output.WriteLine(Line());
            _phase = "";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        End();
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_phase.Length == 0)
                return;
            var line = Line();
            _widest = Math.Max(_widest, line.Length);
            if (_rewrites)
                _output.Write("\r" + line.PadRight(_widest));
            else
                _output.WriteLine(line);
        }
    }

    private void Wipe()
    {
        if (_rewrites && _widest > 0)
            _output.Write("\r" + new string(' ', _widest) + "\r");
    }

    private string Line()
    {
        var done = Volatile.Read(ref _done);
        var seconds = TimeProvider.System.GetElapsedTime(_began).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{_phase}: {done}/{_total}, {seconds:0.0} s, {done / Math.Max(seconds, 0.001):0.0}/s");
    }
}
