namespace OrleansMicro.Tools.Processes;

/// <summary>What a process wrote: the latest lines in memory, all of them in a file if there is one.</summary>
internal sealed class OutputTail(string? logFile) : IDisposable
{
    private const int MaxLines = 200;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly StreamWriter? _log = logFile is null ? null : new StreamWriter(logFile, append: true) { AutoFlush = true };

    public string Text
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _lines);
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            if (_lines.Count == MaxLines) _lines.Dequeue();
            _lines.Enqueue(line);
            if (_log?.BaseStream is not null) _log.WriteLine(line);
        }
    }

    public void Dispose()
    {
        lock (_gate) _log?.Dispose();
    }
}
