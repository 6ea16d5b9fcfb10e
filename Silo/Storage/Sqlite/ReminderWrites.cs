using System.Globalization;
using System.Text;

namespace OrleansMicro.Silo.Storage;

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
