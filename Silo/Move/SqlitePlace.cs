using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo.Move;

/// <summary>A shop in the SQLite file of a data folder, which the caller has locked.</summary>
internal sealed class SqlitePlace(DataFolder folder) : IShopPlace, IDisposable
{
    // Nothing else runs on this file: a larger cache and rarer checkpoints than those of a server.
    private const string Settings = "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4096;";
    private SqliteConnection? _connection;
    private MoveStatements? _statements;

    public string Name { get; } = $"the data folder {folder.Path}";

    // The first use opens the file, so that a refused move does not create it.
    private MoveStatements Statements => _statements ??= new(Connection);

    private SqliteConnection Connection => _connection ??= Open();

    // The folder's lock is the proof.
    public Task RefuseRunningAsync() => Task.CompletedTask;

    public Task RefuseStartedAsync() => Task.CompletedTask;

    public Task EndLostAsync() => Task.CompletedTask;

    public Task<MoveMark?> ReadMarkAsync() => Task.FromResult(FolderMark.Read(folder));

    public Task WriteMarkAsync(MoveMark mark)
    {
        FolderMark.Write(folder, mark);
        return Task.CompletedTask;
    }

    public Task RemoveMarkAsync()
    {
        FolderMark.Remove(folder);
        return Task.CompletedTask;
    }

    public Task<bool> IsEmptyAsync() => Task.FromResult(
        !File.Exists(folder.Database)
            || Connection.ReadNumber("SELECT EXISTS(SELECT 1 FROM grain_state) OR EXISTS(SELECT 1 FROM reminder)") == 0);

    public Task<long> CountAsync() => Task.FromResult(Connection.ReadNumber("SELECT count(*) FROM grain_state"));

    public async IAsyncEnumerable<IReadOnlyList<RowKey>> ReadKeysAsync(int batch)
    {
        await Task.CompletedTask;
        for (var last = 0L; ;)
        {
            var keys = Statements.ReadKeys(ref last, batch);
            if (keys.Count == 0)
                yield break;
            yield return keys;
        }
    }

    public Task<IReadOnlyList<byte[]?>> ReadDataAsync(IReadOnlyList<RowKey> keys) =>
        Task.FromResult<IReadOnlyList<byte[]?>>([.. keys.Select(Statements.ReadData)]);

    public Task<IReadOnlyList<RowKey>> FindMissingAsync(IReadOnlyList<RowKey> keys) =>
        Task.FromResult<IReadOnlyList<RowKey>>([.. keys.Where(key => !Statements.Contains(key))]);

    public Task WriteAsync(IReadOnlyList<Row> rows) => InTransaction(() =>
    {
        foreach (var row in rows)
            Statements.Insert(row);
    });

    public Task<IReadOnlyList<ReminderRow>> ReadRemindersAsync() => Task.FromResult(Statements.ReadReminders());

    public Task WriteRemindersAsync(IReadOnlyList<ReminderRow> reminders) => InTransaction(() =>
    {
        foreach (var reminder in reminders)
            Statements.Upsert(reminder);
    });

    public Task EmptyAsync()
    {
        Dispose();
        foreach (var suffix in (string[])["-shm", "-wal", ""])
            File.Delete(folder.Database + suffix);
        folder.Flush();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _statements?.Dispose();
        _connection?.Dispose();
        (_statements, _connection) = (null, null);
    }

    private SqliteConnection Open()
    {
        var connection = SqliteConnection.Open(folder.Database, TimeSpan.FromSeconds(5));
        try
        {
            SqliteSchema.Prepare(connection);
            connection.Execute(Settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // A transaction that is not committed is rolled back when the connection closes, or by the next one that opens the file.
    private Task InTransaction(Action write)
    {
        Connection.Execute("BEGIN IMMEDIATE");
        write();
        Connection.Execute("COMMIT");
        return Task.CompletedTask;
    }
}
