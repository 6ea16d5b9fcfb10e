using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace OrleansMicro.Bench.Yardstick;

/// <summary>
/// Grain state in a SQLite file, as one writes it first: Microsoft.Data.Sqlite, one connection, one transaction for each write. A write that
/// returned is on disk.
/// </summary>
internal sealed class SqliteRows : IGrainStorage, IDisposable
{
    private const string Insert = "INSERT INTO state (version, data, key) VALUES (1, $data, $key) ON CONFLICT DO NOTHING";
    private const string Update = "UPDATE state SET version = version + 1, data = $data WHERE key = $key AND version = $version";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteConnection _connection;

    public SqliteRows(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, version INTEGER NOT NULL, data BLOB NOT NULL);
            """;
        command.ExecuteNonQuery();
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await _turn.WaitAsync();
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT version, data FROM state WHERE key = $key";
            command.Parameters.AddWithValue("$key", Key(stateName, grainId));
            using var reader = await command.ExecuteReaderAsync();
            if (!await reader.ReadAsync())
                return;
            grainState.State = JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(1))!;
            (grainState.ETag, grainState.RecordExists) = (reader.GetInt64(0).ToString(CultureInfo.InvariantCulture), true);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = grainState.ETag is { } etag ? long.Parse(etag, CultureInfo.InvariantCulture) : 0;
        await _turn.WaitAsync();
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = version == 0 ? Insert : Update;
            command.Parameters.AddWithValue("$key", Key(stateName, grainId));
            command.Parameters.AddWithValue("$data", JsonSerializer.SerializeToUtf8Bytes(grainState.State));
            if (version > 0)
                command.Parameters.AddWithValue("$version", version);
            if (await command.ExecuteNonQueryAsync() == 0)
                throw new InconsistentStateException($"The stored version of {grainId} is not {version}.");
            (grainState.ETag, grainState.RecordExists) = ((version + 1).ToString(CultureInfo.InvariantCulture), true);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private static string Key(string stateName, GrainId grainId) => $"{stateName}/{grainId}";
}
