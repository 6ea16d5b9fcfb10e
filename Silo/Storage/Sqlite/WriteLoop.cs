using System.Threading.Channels;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// The only writer: a thread that takes all changes that wait, commits them in one transaction and then answers them. While the
/// disk confirms one transaction the next one gathers, so the more is written, the less each write costs.
/// </summary>
internal sealed partial class WriteLoop : IDisposable
{
    private readonly Channel<WriteRequest> _queue;
    private readonly List<WriteRequest> _batch = [];
    private readonly WriterStatements _statements;
    private readonly Checkpointer _checkpointer;
    private readonly SqliteStorageOptions _options;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _work = new(initialState: false, spinCount: 0);
    private volatile bool _failing;

    public WriteLoop(WriterStatements statements, Checkpointer checkpointer, SqliteStorageOptions options, ILogger logger)
    {
        _statements = statements;
        _checkpointer = checkpointer;
        _options = options;
        _logger = logger;
        // Synchronous continuations: the only thing that waits on the reader's side is the thread below, and waking it directly
        // saves a hop through the thread pool.
        _queue = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(options.QueueCapacity)
        {
            SingleReader = true,
            AllowSynchronousContinuations = true,
        });
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    /// <summary>Whether the last transaction failed.</summary>
    public bool Failing => _failing;

    /// <summary>Queues a change; the task ends when it is on disk, refused or failed.</summary>
    public Task Enqueue(WriteRequest item, CancellationToken cancellation) =>
        _queue.Writer.TryWrite(item) ? item.Task : EnqueueWhenRoom(item, cancellation);

    /// <summary>Commits all that is queued, then ends. Later changes fail.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _work.Dispose();
    }

    private async Task EnqueueWhenRoom(WriteRequest item, CancellationToken cancellation)
    {
        try
        {
            await _queue.Writer.WriteAsync(item, cancellation);
        }
        catch (ChannelClosedException e)
        {
            throw new SqliteStorageException("The database is closed.", e);
        }

        await item.Task;
    }

    private void Run()
    {
        while (WaitForWork())
        {
            Gather();
            if (_batch.Count == 0)
                continue;
            Commit();
            _batch.Clear();
            _checkpointer.AfterCommit(_statements.Connection);
        }
    }

    private bool WaitForWork()
    {
        var ready = _queue.Reader.WaitToReadAsync();
        if (ready.IsCompletedSuccessfully)
            return ready.Result;

        // Not Wait() on the task: it spins before it blocks, which costs more processor time than all else that a write does.
        var wait = ready.AsTask();
        _work.Reset();
        wait.GetAwaiter().UnsafeOnCompleted(_work.Set);
        _work.Wait();
        return wait.GetAwaiter().GetResult();
    }

    private void Gather()
    {
        var bytes = 0L;
        while (_batch.Count < _options.MaxBatchWrites && bytes < _options.MaxBatchBytes && _queue.Reader.TryRead(out var item))
        {
            if (!item.Begin())
                continue;
            _batch.Add(item);
            bytes += item.Size;
        }
    }

    private void Commit()
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            _statements.Begin();
            foreach (var item in _batch)
                item.Apply(_statements);
            _statements.Commit();
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }

        _failing = false;
        foreach (var item in _batch)
            item.Complete();
        Metrics.StorageWrites.Add(_batch.Count);
        Metrics.StorageCommits.Record(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    private void Fail(Exception error)
    {
        _failing = true;
        LogCommitFailed(_batch.Count, error);
        try
        {
            _statements.Rollback();
        }
        catch (SqliteStorageException e)
        {
            LogCommitFailed(_batch.Count, e);
        }

        foreach (var item in _batch)
            item.TrySetException(new SqliteStorageException("The write could not be committed: " + error.Message, error));
    }

    [LoggerMessage(2001, LogLevel.Error, "A transaction of {Writes} writes failed. All its callers get the error.")]
    private partial void LogCommitFailed(int writes, Exception error);
}

/// <summary>The writer thread's connection and its prepared statements.</summary>
internal sealed class WriterStatements : IDisposable
{
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;

    public WriterStatements(SqliteConnection connection)
    {
        Connection = connection;
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        Insert = connection.Prepare(
            "INSERT INTO grain_state (version, grain_key, grain_type, state, data) VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
        Update = connection.Prepare("UPDATE grain_state SET version = version + 1, data = ?1 WHERE id = ?2 AND version = ?3");
        Delete = connection.Prepare("DELETE FROM grain_state WHERE id = ?1 AND version = ?2");
        Find = connection.Prepare("SELECT id, version FROM grain_state WHERE grain_key = ?1 AND grain_type = ?2 AND state = ?3");
        UpsertReminder = connection.Prepare("INSERT OR REPLACE INTO reminder (grain, name, start_at, period) VALUES (?1, ?2, ?3, ?4)");
        DeleteReminder = connection.Prepare("DELETE FROM reminder WHERE grain = ?1 AND name = ?2 AND etag = ?3");
        ClearReminders = connection.Prepare("DELETE FROM reminder");
    }

    public SqliteConnection Connection { get; }

    public SqliteStatement Insert { get; }

    public SqliteStatement Update { get; }

    public SqliteStatement Delete { get; }

    public SqliteStatement Find { get; }

    public SqliteStatement UpsertReminder { get; }

    public SqliteStatement DeleteReminder { get; }

    public SqliteStatement ClearReminders { get; }

    public void Begin() => _begin.Run();

    /// <summary>Returns when the transaction is on disk.</summary>
    public void Commit() => _commit.Run();

    /// <summary>Undoes the open transaction, if SQLite has not done so itself.</summary>
    public void Rollback()
    {
        if (Connection.InTransaction)
            Connection.Execute("ROLLBACK");
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_begin, _commit, Insert, Update, Delete, Find, UpsertReminder, DeleteReminder, ClearReminders])
            statement.Dispose();
        Connection.Dispose();
    }
}
