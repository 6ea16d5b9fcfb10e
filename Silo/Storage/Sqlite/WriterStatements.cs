namespace OrleansMicro.Silo.Storage;

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
