using System.Globalization;

namespace OrleansMicro.Silo.Storage;

/// <summary>One open database file: a writer thread, a checkpoint thread and a pool of readers.</summary>
internal sealed partial class SqliteDatabase : IDisposable
{
    private readonly SqliteStorageOptions _options;
    private readonly WriterStatements _statements;
    private readonly Checkpointer _checkpointer;
    private readonly WriteLoop _writer;
    private readonly ILogger _logger;
    private readonly Lock _keyLoading = new();
    private Thread? _keyLoader;
    private volatile int _disposed;

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
            if (options.MaxPages > 0)
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count={options.MaxPages}"));
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

    /// <summary>Which keys are certainly not in the file.</summary>
    public KeyBloomFilter Keys { get; } = new();

    /// <summary>Whether <see cref="ReadKeysAhead"/> has begun.</summary>
    public bool ReadsKeysAhead => _keyLoader is not null;

    /// <inheritdoc cref="WriteLoop.Failing"/>
    public bool Failing => _writer.Failing;

    /// <summary>Queues a change. The task ends when it is on disk; a token cancelled before the writer takes it means not written.</summary>
    public Task Write(WriteRequest item, CancellationToken cancellation) => _disposed == 0
        ? _writer.Enqueue(item, cancellation)
        : Task.FromException(new SqliteStorageException($"{Path} is closed."));

    /// <summary>
    /// Begins to read the keys that are in the file, if this process is its only writer. A thread of its own does it, once. It takes half a second of
    /// processor time for a million rows, so a server waits with it until it has started. Reads of missing keys query the file until then.
    /// </summary>
    public void ReadKeysAhead()
    {
        lock (_keyLoading)
        {
            if (!_options.SoleWriter || _keyLoader is not null || _disposed != 0)
                return;
            _keyLoader = new Thread(LoadKeys) { IsBackground = true, Name = "SQLite keys" };
            _keyLoader.Start();
        }
    }

    /// <summary>Commits what is queued, then closes the file; SQLite folds the log into it when the last connection goes.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        lock (_keyLoading)
            _keyLoader?.Join();
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

    /// <summary>Reads the keys. Writes go on meanwhile and add their own.</summary>
    private void LoadKeys()
    {
        try
        {
            using var connection = OpenReader();
            using var keys = connection.Prepare("SELECT grain_key, grain_type, state FROM grain_state");
            while (_disposed == 0 && keys.Step())
                Keys.Add(StateKey.Hash(keys.Span(0), keys.Span(1), keys.Span(2)));
            if (_disposed == 0)
                Keys.MarkComplete();
        }
        catch (SqliteStorageException e)
        {
            // Every key is then looked up in the file: slower and just as right.
            LogKeysUnknown(e);
        }
    }

    // A cache of a reader is thrown away at its first read after any commit, so a large one costs more than it gives.
    private SqliteConnection OpenReader()
    {
        var connection = OpenConnection();
        connection.Execute("PRAGMA query_only=1; PRAGMA cache_size=-128;");
        return connection;
    }

    [LoggerMessage(2006, LogLevel.Warning, "Could not read the keys of the database ahead. Every first read of a grain now queries the file.")]
    private partial void LogKeysUnknown(Exception error);

    [LoggerMessage(2003, LogLevel.Information, "Closed {Path}.")]
    private partial void LogClosed(string path);
}
