using Orleans.Reminders;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Reminders in memory; the answer to a reading of many can be held back.</summary>
internal sealed class HeldReminderTable : IReminderTable
{
    private readonly InMemoryReminderTable _rows = new();
    private TaskCompletionSource? _begun;
    private TaskCompletionSource? _end;

    /// <summary>Holds the answer to the next reading, with the rows that there are when it is asked for.</summary>
    /// <returns>Ends when that reading has begun.</returns>
    public Task HoldNext()
    {
        _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return (_begun = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>Lets the held answer go.</summary>
    public void LetGo() => _end!.SetResult();

    public Task<ReminderTableData> ReadRows(GrainId grainId) => _rows.ReadRows(grainId);

    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        var rows = new ReminderTableData((await _rows.ReadRows(begin, end)).Reminders.ToList());
        if (_begun?.TrySetResult() == true)
            await _end!.Task;
        return rows;
    }

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => _rows.ReadRow(grainId, reminderName);

    public Task<string?> UpsertRow(ReminderEntry entry) => _rows.UpsertRow(entry);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => _rows.RemoveRow(grainId, reminderName, eTag);

    public Task TestOnlyClearTable() => _rows.TestOnlyClearTable();
}
