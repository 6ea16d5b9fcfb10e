using System.Text;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo.Seed;

/// <summary>
/// A new SQLite file of a shop. It gets its name when it is complete and on disk. Until then nothing needs to survive a crash, so it has neither a
/// journal nor syncs.
/// </summary>
internal sealed class SeedFile : IDisposable
{
    private const string Settings = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-524288;";
    private readonly string _path;
    private readonly string _unfinished;
    private readonly JsonGrainStorageSerializer _serializer = new(StateJson.Options, StoredNames.CreateUpgrades());
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;

    /// <summary>Begins a file. What an interrupted seed left is removed.</summary>
    public SeedFile(DataFolder folder)
    {
        (_path, _unfinished) = (folder.Database, folder.Database + ".seed");
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(_unfinished + suffix);
        _connection = SqliteConnection.Open(_unfinished, TimeSpan.FromSeconds(5));
        SqliteSchema.Prepare(_connection);
        _connection.Execute(Settings);
        _insert = _connection.Prepare("INSERT INTO grain_state (version, grain_key, grain_type, state, data) VALUES (1, ?1, ?2, ?3, ?4)");
        _connection.Execute("BEGIN");
    }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes the state of a grain.</summary>
    public void Write<T>(string grainType, string key, string stateName, T state)
    {
        _insert.BindText(1, Encoding.UTF8.GetBytes(key));
        _insert.BindText(2, Encoding.UTF8.GetBytes(grainType));
        _insert.BindText(3, Encoding.UTF8.GetBytes(stateName));
        _insert.BindBlob(4, _serializer.Serialize(state).ToMemory().Span);
        _insert.Run();
        Rows++;
    }

    /// <summary>Ends the file; gives its size.</summary>
    public long Complete()
    {
        _connection.Execute("COMMIT; PRAGMA journal_mode=WAL;");
        Dispose();
        using (var file = new FileStream(_unfinished, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        File.Move(_unfinished, _path);
        return new FileInfo(_path).Length;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
