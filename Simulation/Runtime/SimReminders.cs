using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>Reminders in the store. The owner of a grain ticks them. While views differ, two silos can tick a reminder, or none.</summary>
internal sealed class SimReminders(SimStore store, SimConnection connection, SimProcess process) : IReminderRegistry
{
    /// <inheritdoc/>
    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var row = new SimReminder(callingGrainId, reminderName, process.Clock.GetUtcNow() + dueTime, period);
        return connection.Run<IGrainReminder>("set reminder", () => store.Reminders[KeyOf(callingGrainId, reminderName)] = row);
    }

    /// <inheritdoc/>
    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder) =>
        connection.Run("remove reminder", () => store.Reminders.Remove(KeyOf(callingGrainId, reminder.ReminderName)));

    /// <inheritdoc/>
    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        connection.Run<IGrainReminder?>("reminder", () => store.Reminders.GetValueOrDefault(KeyOf(callingGrainId, reminderName)));

    /// <inheritdoc/>
    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        connection.Run("reminders", () => store.Reminders.Values.Where(row => row.Grain == callingGrainId).ToList<IGrainReminder>());

    /// <summary>Begins to tick the reminders of a silo.</summary>
    public void Start(SiloRuntime silo) => process.Run(() => _ = Tick(silo));

    private static string KeyOf(GrainId grain, string name) => $"{grain}/{name}";

    private async Task Tick(SiloRuntime silo)
    {
        for (var last = process.Clock.GetUtcNow(); ;)
        {
            await Task.Delay(ClusterTimings.ReminderTable, process.Clock);
            var now = process.Clock.GetUtcNow();
            try
            {
                foreach (var row in await connection.Run("all reminders", () => store.Reminders.Values.ToList()))
                {
                    if (silo.View.OwnerOf(row.Grain) == silo.Address && Ticks(row, now) > Ticks(row, last))
                        _ = Send(silo, row, now);
                }

                last = now;
            }
            catch (IOException exception)
            {
                silo.Note($"could not read the reminders: {exception.Message}");
            }
        }
    }

    private static long Ticks(SimReminder row, DateTimeOffset at) => at < row.Start ? 0 : 1 + ((at - row.Start).Ticks / row.Period.Ticks);

    private static async Task Send(SiloRuntime silo, SimReminder row, DateTimeOffset now)
    {
        try
        {
            await OrleansTypes.Factory.GetGrain<IRemindable>(row.Grain)
                .ReceiveReminder(row.ReminderName, new TickStatus(row.Start.UtcDateTime, row.Period, now.UtcDateTime));
        }
        catch (Exception exception)
        {
            silo.Note($"reminder {row.ReminderName} of {row.Grain} failed: {exception.Message}");
        }
    }
}
