using Orleans.Reminders;
using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>Reminders in the simulated store.</summary>
internal sealed class SimReminderTable(SimConnection connection) : IReminderTable
{
    private SortedDictionary<string, ReminderEntry> Rows => connection.Store.Reminders;

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        connection.Run("reminders", () => new ReminderTableData(Rows.Values.Where(row => row.GrainId == grainId).Select(Copy).ToList()));

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => connection.Run(
        "reminders",
        () => new ReminderTableData(Rows.Values.Where(row => ReminderRange.Contains(begin, end, row.GrainId)).Select(Copy).ToList()));

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => connection.Run(
        "reminder", () => Rows.TryGetValue(KeyOf(grainId, reminderName), out var row) ? Copy(row) : null);

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry) => connection.Run<string?>("set reminder", () =>
    {
        var row = Copy(entry);
        row.ETag = connection.Store.Operations.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Rows[KeyOf(row.GrainId, row.ReminderName)] = row;
        return row.ETag;
    });

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => connection.Run(
        "remove reminder",
        () => Rows.TryGetValue(KeyOf(grainId, reminderName), out var row) && row.ETag == eTag && Rows.Remove(KeyOf(grainId, reminderName)));

    /// <inheritdoc/>
    public Task TestOnlyClearTable()
    {
        Rows.Clear();
        return Task.CompletedTask;
    }

    private static string KeyOf(GrainId grainId, string name) => $"{grainId}/{name}";

    private static ReminderEntry Copy(ReminderEntry row) => new()
    {
        GrainId = row.GrainId,
        ReminderName = row.ReminderName,
        StartAt = row.StartAt,
        Period = row.Period,
        ETag = row.ETag,
    };
}
