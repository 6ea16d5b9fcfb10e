using SQLitePCL;

namespace OrleansMicro.Silo.Storage;

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

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <summary>Ends the statement's read transaction and makes it ready for the next use; parameters keep their values.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();
}
