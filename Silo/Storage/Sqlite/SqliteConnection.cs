using SQLitePCL;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// One connection, used by one thread at a time. Sits directly on SQLite's C API, because at tens of thousands of rows per
/// second the cost of ADO.NET's commands, parameters and readers is larger than that of SQLite itself.
/// </summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly string _path;

    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <summary>Whether a transaction is open; false after an error that made SQLite roll back.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Row id of the last insert.</summary>
    public long LastInsertId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Opens the file, creating it if need be; <paramref name="busyTimeout"/> is how long to wait for another process' lock.</summary>
    public static SqliteConnection Open(string path, TimeSpan busyTimeout)
    {
        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(path, out var handle, Flags, null);
        var connection = new SqliteConnection(handle, path);
        try
        {
            connection.Check(result);
            connection.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that give no rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Prepares a statement for many uses.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>The first column of the first row as a number.</summary>
    public long ReadNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : throw new SqliteStorageException($"'{sql}' gave no row on {_path}.");
    }

    /// <summary>
    /// Copies what it can from the write-ahead log into the file without making anyone wait.
    /// Gives how many pages the log holds and how many of them are copied; both -1 while another checkpoint runs.
    /// </summary>
    public (int InLog, int Copied) Checkpoint()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var inLog, out var copied);
        if (result == raw.SQLITE_BUSY)
            return (-1, -1);
        Check(result);
        return (inLog, copied);
    }

    /// <summary>Pages written to the log since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1));
        return written;
    }

    /// <summary>Throws if this result of SQLite means failure.</summary>
    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteStorageException($"SQLite error {result} on {_path}: {raw.sqlite3_errmsg(_handle).utf8_to_string()}.");
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>A prepared statement: bind, <see cref="Step"/>, read columns, <see cref="Reset"/>. Columns count from 0, parameters from 1.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt handle) : IDisposable
{
    public void Bind(int parameter, long value) => connection.Check(raw.sqlite3_bind_int64(handle, parameter, value));

    /// <summary>Binds UTF-8 text.</summary>
    public void BindText(int parameter, ReadOnlySpan<byte> utf8) => connection.Check(raw.sqlite3_bind_text(handle, parameter, utf8));

    public void BindBlob(int parameter, ReadOnlySpan<byte> value) => connection.Check(raw.sqlite3_bind_blob(handle, parameter, value));

    /// <summary>Runs to the next row; false when there is none. Resets itself when it fails.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result == raw.SQLITE_DONE)
            return false;
        try
        {
            connection.Check(result);
            return false;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that gives no rows and gives how many it changed.</summary>
    public int Run()
    {
        Step();
        Reset();
        return connection.Changes;
    }

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>The bytes of a text or blob, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(handle, column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <summary>Ends the statement's read transaction and makes it ready for the next use; parameters keep their values.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();
}
