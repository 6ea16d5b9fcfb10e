using OrleansMicro.Silo.Storage;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>Reminders in SQLite.</summary>
public sealed class SqliteReminderTableTests : ReminderTableCompliance, IDisposable
{
    private readonly SqliteFixture _sqlite = new();

    [Fact]
    public async Task Keeps_reminders_over_a_restart()
    {
        var grain = GrainId.Create("sample", "kept");
        var etag = await Table.UpsertRow(Entry(grain, "wake"));
        _sqlite.Reopen();
        Assert.Equal(etag, (await new SqliteReminderTable(_sqlite.Database).ReadRow(grain, "wake"))?.ETag);
    }

    public void Dispose() => _sqlite.Dispose();

    protected override Task<IReminderTable> Open() => Task.FromResult<IReminderTable>(new SqliteReminderTable(_sqlite.Database));

    protected override Task Close() => Task.CompletedTask;
}
