using Orleans.Runtime;
using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A reminder in the store.</summary>
internal sealed record SimReminder(GrainId Grain, string ReminderName, DateTimeOffset Start, TimeSpan Period) : IGrainReminder;

/// <summary>Reminders: kept in the store, ticked by the silo that the view names for their grain, now and then by two or by none while views differ.</summary>
internal sealed class SimReminders(SimStore store, SimConnection connection, SimProcess process) : IReminderRegistry
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var row = new SimReminder(callingGrainId, reminderName, process.Clock.GetUtcNow() + dueTime, period);
        return connection.Run<IGrainReminder>("set reminder", () => store.Reminders[KeyOf(callingGrainId, reminderName)] = row);
    }

    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder) =>
        connection.Run("remove reminder", () => store.Reminders.Remove(KeyOf(callingGrainId, reminder.ReminderName)));

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        connection.Run<IGrainReminder?>("reminder", () => store.Reminders.GetValueOrDefault(KeyOf(callingGrainId, reminderName)));

    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        connection.Run("reminders", () => store.Reminders.Values.Where(row => row.Grain == callingGrainId).ToList<IGrainReminder>());

    /// <summary>Ticks what is this silo's.</summary>
    public void Start(SiloRuntime silo) => process.Run(() => _ = Tick(silo));

    private static string KeyOf(GrainId grain, string name) => $"{grain}/{name}";

    private async Task Tick(SiloRuntime silo)
    {
        for (var last = process.Clock.GetUtcNow(); ;)
        {
            await Task.Delay(Look, process.Clock);
            var now = process.Clock.GetUtcNow();
            try
            {
                foreach (var row in await connection.Run("all reminders", () => store.Reminders.Values.ToList()))
                {
                    if (silo.View.OwnerOf(row.Grain) == silo.Address && Ticks(row, now) > Ticks(row, last))
                        _ = Send(row, now);
                }

                last = now;
            }
            catch (IOException exception)
            {
                silo.Note($"reminders could not be read: {exception.Message}");
            }
        }
    }

    private static long Ticks(SimReminder row, DateTimeOffset at) => at < row.Start ? 0 : 1 + ((at - row.Start).Ticks / row.Period.Ticks);

    private static async Task Send(SimReminder row, DateTimeOffset now)
    {
        try
        {
            await SimTypes.Factory.GetGrain<IRemindable>(row.Grain).ReceiveReminder(row.ReminderName, new TickStatus(row.Start.UtcDateTime, row.Period, now.UtcDateTime));
        }
        catch (Exception)
        {
            // The next tick.
        }
    }
}
