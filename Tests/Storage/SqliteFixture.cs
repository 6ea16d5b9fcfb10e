using Microsoft.Extensions.Logging.Abstractions;
using OrleansMicro.Silo.Storage;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>A SQLite storage of one test, with test states in its JSON.</summary>
internal sealed class SqliteFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public SqliteFixture(bool soleWriter = false)
    {
        Options.SoleWriter = soleWriter;
        Reopen();
    }

    public SqliteStorageOptions Options { get; } = new();

    public SqliteDatabase Database { get; private set; } = null!;

    public SqliteGrainStorage Storage => new(Database, SampleJson.Serializer());

    /// <summary>Closes the file, if it is open, and opens it again, as a restart of the process would.</summary>
    public void Reopen()
    {
        Database?.Dispose();
        Options.Path = _folder.File("test.db");
        Database = new SqliteDatabase(Options, NullLogger.Instance);
        Database.ReadKeysAhead();
    }

    /// <summary>A second process' view of the same file.</summary>
    public SqliteDatabase OpenAgain() => new(Options, NullLogger.Instance);

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}
