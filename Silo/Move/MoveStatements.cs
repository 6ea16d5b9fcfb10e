using System.Text;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo.Move;

/// <summary>The statements of a move on a SQLite file.</summary>
internal sealed class MoveStatements(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _keys = connection.Prepare(
        "SELECT id, grain_type, grain_key, state FROM grain_state WHERE id > ?1 ORDER BY id LIMIT ?2");
    private readonly SqliteStatement _data = connection.Prepare(
        "SELECT data FROM grain_state WHERE grain_key = ?1 AND grain_type = ?2 AND state = ?3");
    private readonly SqliteStatement _exists = connection.Prepare(
        "SELECT 1 FROM grain_state WHERE grain_key = ?1 AND grain_type = ?2 AND state = ?3");
    private readonly SqliteStatement _insert = connection.Prepare(
        "INSERT INTO grain_state (version, grain_key, grain_type, state, data) VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
    private readonly SqliteStatement _reminders = connection.Prepare("SELECT grain, name, start_at, period FROM reminder ORDER BY grain, name");
    private readonly SqliteStatement _upsertReminder = connection.Prepare(
        "INSERT OR REPLACE INTO reminder (grain, name, start_at, period) VALUES (?1, ?2, ?3, ?4)");

    /// <summary>The next keys after a row, which becomes the last one read.</summary>
    public List<RowKey> ReadKeys(ref long last, int count)
    {
        _keys.Bind(1, last);
        _keys.Bind(2, count);
        var keys = new List<RowKey>(count);
        while (_keys.Step())
        {
            last = _keys.Number(0);
            keys.Add(new RowKey(_keys.Blob(1), _keys.Blob(2), _keys.Blob(3)));
        }

        _keys.Reset();
        return keys;
    }

    /// <summary>The data of a state; null if there is none.</summary>
    public byte[]? ReadData(RowKey key)
    {
        Bind(_data, key);
        var data = _data.Step() ? _data.Blob(0) : null;
        _data.Reset();
        return data;
    }

    public bool Contains(RowKey key)
    {
        Bind(_exists, key);
        var exists = _exists.Step();
        _exists.Reset();
        return exists;
    }

    /// <summary>Inserts a state, unless it exists.</summary>
    public void Insert(Row row)
    {
        Bind(_insert, row.Key);
        _insert.BindBlob(4, row.Data);
        _insert.Run();
    }

    public IReadOnlyList<ReminderRow> ReadReminders()
    {
        var reminders = new List<ReminderRow>();
        while (_reminders.Step())
        {
            reminders.Add(new ReminderRow(
                _reminders.Text(0), _reminders.Text(1), new DateTime(_reminders.Number(2), DateTimeKind.Utc), new TimeSpan(_reminders.Number(3))));
        }

        _reminders.Reset();
        return reminders;
    }

    public void Upsert(ReminderRow reminder)
    {
        _upsertReminder.BindText(1, Encoding.UTF8.GetBytes(reminder.Grain));
        _upsertReminder.BindText(2, Encoding.UTF8.GetBytes(reminder.Name));
        _upsertReminder.Bind(3, reminder.StartAt.Ticks);
        _upsertReminder.Bind(4, reminder.Period.Ticks);
        _upsertReminder.Run();
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_keys, _data, _exists, _insert, _reminders, _upsertReminder])
            statement.Dispose();
    }

    private static void Bind(SqliteStatement statement, RowKey key)
    {
        statement.BindText(1, key.GrainKey);
        statement.BindText(2, key.GrainType);
        statement.BindText(3, key.State);
    }
}
