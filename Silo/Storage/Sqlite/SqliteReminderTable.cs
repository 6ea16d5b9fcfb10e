using System.Globalization;
using System.Text;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Reminders in the same file as grain state. There are few of them (one per recovery shard), so a range is found by looking at
/// all; no hash of a grain id is stored, because how ids are hashed belongs to Orleans and not to the data.
/// </summary>
internal sealed class SqliteReminderTable(SqliteDatabase database) : IReminderTable
{
    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task<ReminderTableData> ReadRows(GrainId grainId) => new(await Read(grainId, static _ => true));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) => new(await Read(null, entry =>
    {
        var hash = entry.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    }));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await Read(grainId, entry => entry.ReminderName == reminderName)).SingleOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var upsert = new ReminderUpsert(entry);
        await database.Write(upsert, CancellationToken.None);
        return upsert.ETag;
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var removal = new ReminderRemoval(grainId, reminderName, eTag);
        await database.Write(removal, CancellationToken.None);
        return removal.Removed;
    }

    public Task TestOnlyClearTable() => database.Write(new ReminderClearing(), CancellationToken.None);

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    private async Task<List<ReminderEntry>> Read(GrainId? grain, Predicate<ReminderEntry> wanted)
    {
        using var reader = await database.Readers.Rent(CancellationToken.None);
        var statement = grain is null ? reader.AllReminders : reader.RemindersOfGrain;
        if (grain is { } id)
            statement.BindText(1, Encoding.UTF8.GetBytes(id.ToString()));
        var found = new List<ReminderEntry>();
        try
        {
            while (statement.Step())
            {
                var entry = Entry(statement);
                if (wanted(entry))
                    found.Add(entry);
            }
        }
        finally
        {
            statement.Reset();
        }

        return found;
    }

    private static ReminderEntry Entry(SqliteStatement row) => new()
    {
        GrainId = GrainId.Parse(row.Text(0)),
        ReminderName = row.Text(1),
        StartAt = new DateTime(row.Number(2), DateTimeKind.Utc),
        Period = TimeSpan.FromTicks(row.Number(3)),
        ETag = row.Number(4).ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Writes a reminder, whatever was there. Every write gets a new row id, which is the ETag.</summary>
internal sealed class ReminderUpsert(ReminderEntry entry) : WriteRequest(CancellationToken.None)
{
    public string ETag { get; private set; } = "";

    protected override void ApplyCore(WriterStatements statements)
    {
        var upsert = statements.UpsertReminder;
        upsert.BindText(1, Encoding.UTF8.GetBytes(entry.GrainId.ToString()));
        upsert.BindText(2, Encoding.UTF8.GetBytes(entry.ReminderName));
        upsert.Bind(3, entry.StartAt.ToUniversalTime().Ticks);
        upsert.Bind(4, entry.Period.Ticks);
        upsert.Run();
        ETag = statements.Connection.LastInsertId.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Removes a reminder if it is the one that the caller knows.</summary>
internal sealed class ReminderRemoval(GrainId grain, string name, string etag) : WriteRequest(CancellationToken.None)
{
    public bool Removed { get; private set; }

    protected override void ApplyCore(WriterStatements statements)
    {
        if (!long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var row))
            return;
        var delete = statements.DeleteReminder;
        delete.BindText(1, Encoding.UTF8.GetBytes(grain.ToString()));
        delete.BindText(2, Encoding.UTF8.GetBytes(name));
        delete.Bind(3, row);
        Removed = delete.Run() == 1;
    }
}

/// <summary>Removes all reminders.</summary>
internal sealed class ReminderClearing() : WriteRequest(CancellationToken.None)
{
    protected override void ApplyCore(WriterStatements statements) => statements.ClearReminders.Run();
}
