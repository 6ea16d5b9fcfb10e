namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Copies the write-ahead log into the file without stalling writers: the bulk on a thread of its own while writing goes on, the
/// short rest between two transactions on the writer thread, after which SQLite restarts the log.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    /// <summary>So few pages are left to copy that the writer may do it itself.</summary>
    private const int ShortRest = 1_024;

    private const int MaxRounds = 4;

    private readonly SqliteConnection _connection;
    private readonly int _threshold;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _work = new(0);
    private readonly Thread _thread;
    private int _pages;
    private volatile Phase _phase;
    private volatile bool _stopping;

    public Checkpointer(SqliteConnection connection, int threshold, ILogger logger)
    {
        _connection = connection;
        _threshold = threshold;
        _logger = logger;
        // What an earlier run left in the log counts, so that it does not grow over many short runs.
        _pages = threshold;
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite checkpoint" };
        _thread.Start();
    }

    private enum Phase
    {
        Idle,
        Copying,
        RestIsShort,
    }

    /// <summary>Called by the writer thread between two transactions, with its own connection.</summary>
    public void AfterCommit(SqliteConnection writer)
    {
        _pages += writer.TakePagesWritten();
        if (_phase == Phase.RestIsShort)
        {
            Attempt(writer, out _);
            _pages = 0;
            _phase = Phase.Idle;
        }
        else if (_phase == Phase.Idle && _pages >= _threshold)
        {
            _phase = Phase.Copying;
            _work.Release();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _work.Release();
        _thread.Join();
        _work.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _work.Wait();
            if (_stopping)
                return;
            for (var round = 0; round < MaxRounds && !_stopping; round++)
            {
                if (!Attempt(_connection, out var rest) || rest < ShortRest)
                    break;
            }

            _phase = Phase.RestIsShort;
        }
    }

    /// <summary>False if it failed. A failure loses nothing: the log keeps the pages, and the next attempt comes with the next writes.</summary>
    private bool Attempt(SqliteConnection connection, out int rest)
    {
        rest = 0;
        try
        {
            var (inLog, copied) = connection.Checkpoint();
            rest = inLog - copied;
            return true;
        }
        catch (SqliteStorageException e)
        {
            LogFailed(e);
            return false;
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "A checkpoint failed; the write-ahead log grows until one succeeds.")]
    private partial void LogFailed(Exception error);
}
