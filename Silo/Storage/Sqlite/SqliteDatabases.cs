using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Storage;

/// <summary>Opens each database file of a silo once, however many storage providers and reminder tables use it.</summary>
internal sealed class SqliteDatabases(
    IOptionsMonitor<SqliteStorageOptions> options, ILoggerFactory loggers, IHostApplicationLifetime? host = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<SqliteDatabase>> _open = new(StringComparer.Ordinal);

    /// <summary>Whether the last transaction of any of them failed.</summary>
    public bool Failing => _open.Values.Any(static database => database.IsValueCreated && database.Value.Failing);

    /// <summary>
    /// The database of the options of this name. Throws <see cref="OptionsValidationException"/> if they are invalid, and
    /// <see cref="StartException"/> if the file cannot be used.
    /// </summary>
    public SqliteDatabase Get(string name)
    {
        var chosen = options.Get(name);
        return _open.GetOrAdd(Path.GetFullPath(chosen.Path), _ => new Lazy<SqliteDatabase>(
            () => Open(chosen))).Value;
    }

    public void Dispose()
    {
        foreach (var database in _open.Values.Where(static database => database.IsValueCreated))
            database.Value.Dispose();
    }

    private SqliteDatabase Open(SqliteStorageOptions options)
    {
        try
        {
            var database = new SqliteDatabase(options, loggers.CreateLogger<SqliteDatabase>());
            if (host is null)
                database.ReadKeysAhead();
            else
                host.ApplicationStarted.Register(database.ReadKeysAhead);
            return database;
        }
        catch (SqliteStorageException e)
        {
            throw new StartException(e.Message, e);
        }
    }
}
