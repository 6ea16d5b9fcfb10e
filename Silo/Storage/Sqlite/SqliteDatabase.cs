namespace OrleansMicro.Silo.Storage;

/// <summary>One open database file: a writer thread, a checkpoint thread and a pool of readers.</summary>
internal sealed partial class SqliteDatabase : IDisposable
{
    private readonly SqliteStorageOptions _options;
    private readonly WriterStatements _statements;
    private readonly Checkpointer _checkpointer;
    private readonly WriteLoop _writer;
    private readonly ILogger _logger;
    private int _disposed;

    /// <summary>Opens or creates the file; throws <see cref="SqliteStorageException"/> if it cannot be used.</summary>
    public SqliteDatabase(SqliteStorageOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        Path = System.IO.Path.GetFullPath(options.Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = SqliteConnection.Open(Path, options.BusyTimeout);
        try
        {
            SqliteSchema.Prepare(connection);
            _statements = new WriterStatements(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        _checkpointer = new Checkpointer(OpenConnection(), options.CheckpointPages, logger);
        _writer = new WriteLoop(_statements, _checkpointer, options, logger);
        Readers = new ReaderPool(OpenReader, options.Readers);
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    public ReaderPool Readers { get; }

    /// <inheritdoc cref="WriteLoop.Failing"/>
    public bool Failing => _writer.Failing;

    /// <summary>Queues a change. The task ends when it is on disk; a token cancelled before the writer takes it means not written.</summary>
    public Task Write(WriteItem item, CancellationToken cancellation) => Volatile.Read(ref _disposed) == 0
        ? _writer.Enqueue(item, cancellation)
        : Task.FromException(new SqliteStorageException($"{Path} is closed."));

    /// <summary>Commits what is queued, then closes the file; SQLite folds the log into it when the last connection goes.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _writer.Dispose();
        _checkpointer.Dispose();
        Readers.Dispose();
        _statements.Dispose();
        LogClosed(Path);
    }

    private SqliteConnection OpenConnection()
    {
        var connection = SqliteConnection.Open(Path, _options.BusyTimeout);
        try
        {
            SqliteSchema.Configure(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection OpenReader()
    {
        var connection = OpenConnection();
        connection.Execute("PRAGMA query_only=1; PRAGMA cache_size=-8192;");
        return connection;
    }

    [LoggerMessage(2003, LogLevel.Information, "Closed {Path}.")]
    private partial void LogClosed(string path);
}
