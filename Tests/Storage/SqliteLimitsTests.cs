using OrleansMicro.Silo.Storage;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>Bounds of the SQLite storage: full queue, large transactions, the write-ahead log.</summary>
public sealed class SqliteLimitsTests : IDisposable
{
    private readonly SqliteFixture _sqlite = new();

    [Fact]
    public async Task Makes_callers_wait_for_room_and_loses_none_of_them()
    {
        _sqlite.Options.QueueCapacity = 4;
        _sqlite.Options.MaxBatchWrites = 2;
        _sqlite.Reopen();
        var storage = _sqlite.Storage;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            storage.WriteStateAsync("state", GrainId.Create("sample", $"{i}"), new GrainState<Sample>(new Sample { Number = i }))));
        for (var i = 0; i < 200; i++)
        {
            var state = new GrainState<Sample>(new Sample());
            await storage.ReadStateAsync("state", GrainId.Create("sample", $"{i}"), state);
            Assert.Equal(i, state.State!.Number);
        }
    }

    [Fact]
    public async Task Keeps_the_log_short_while_it_is_written_to()
    {
        _sqlite.Options.CheckpointPages = 64;
        _sqlite.Reopen();
        var storage = _sqlite.Storage;
        var state = new GrainState<Sample>(new Sample { Text = new string('x', 100_000) });
        for (var i = 0; i < 200; i++)
            await storage.WriteStateAsync("state", GrainId.Create("sample", "one"), state);
        var log = new FileInfo(_sqlite.Options.Path + "-wal").Length;
        Assert.InRange(log, 1, 8 << 20);
    }

    [Fact]
    public void Refuses_a_file_of_a_newer_layout()
    {
        _sqlite.Database.Dispose();
        using (var connection = SqliteConnection.Open(_sqlite.Options.Path, TimeSpan.Zero))
            connection.Execute($"PRAGMA user_version={SqliteSchema.Version + 1}");
        var refused = Assert.Throws<SqliteStorageException>(() => _sqlite.OpenAgain());
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        using (var connection = SqliteConnection.Open(_sqlite.Options.Path, TimeSpan.Zero))
            connection.Execute($"PRAGMA user_version={SqliteSchema.Version}");
    }

    [Fact]
    public void Waits_for_the_disk_at_every_commit()
    {
        using var connection = SqliteConnection.Open(_sqlite.Options.Path, TimeSpan.Zero);
        SqliteSchema.Configure(connection);
        Assert.Equal(2, connection.ReadNumber("PRAGMA synchronous"));
    }

    public void Dispose() => _sqlite.Dispose();
}
