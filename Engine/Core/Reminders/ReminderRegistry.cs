using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Reminders;

/// <summary>
/// Registers reminders: the table is written by the grain's own silo, then the silo that ticks it is told. If that can't be reached,
/// it finds out with its next reading of the table.
/// </summary>
internal sealed partial class ReminderRegistry(
    IServiceProvider services,
    LocalReminders local,
    IOptions<ReminderOptions> options,
    IGrainFactory grains,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time,
    ILogger<ReminderRegistry> logger)
    : IReminderRegistry
{
    /// <inheritdoc/>
    public async Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        CheckTimes(reminderName, dueTime, period);
        var entry = new ReminderEntry
        {
            GrainId = callingGrainId,
            ReminderName = reminderName,
            StartAt = time.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        entry.ETag = await Table().UpsertRow(entry)
            ?? throw new ReminderException($"Could not register reminder {reminderName} of {callingGrainId}: the table refused it.");
        await Notify(callingGrainId, reminderName);
        return new GrainReminder(callingGrainId, reminderName, entry.ETag);
    }

    /// <inheritdoc/>
    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        if (reminder is not GrainReminder known)
            throw new ArgumentException("The reminder was not made by this engine.", nameof(reminder));
        if (!await Table().RemoveRow(callingGrainId, known.ReminderName, known.ETag!))
        {
            throw new ReminderException(
                $"Could not unregister reminder {known} from the reminder table, due to tag mismatch. You can retry.");
        }

        await Notify(callingGrainId, known.ReminderName);
    }

    /// <inheritdoc/>
    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        await Table().ReadRow(callingGrainId, reminderName) is { } row ? Handle(row) : null;

    /// <inheritdoc/>
    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. (await Table().ReadRows(callingGrainId)).Reminders.Select(Handle)];

    private static IGrainReminder Handle(ReminderEntry row) => new GrainReminder(row.GrainId, row.ReminderName, row.ETag);

    private IReminderTable Table()
    {
        if (RuntimeContext.Current is null)
        {
            throw new InvalidOperationException(
                "Attempted to access grain from a non-grain context, such as a background thread, which is invalid."
                + " Ensure that you are only accessing grain functionality from within the context of a grain.");
        }

        return services.GetService<IReminderTable>() ?? throw new OrleansConfigurationException(
            "The reminder service has not been configured. Call ISiloBuilder.UseInMemoryReminderService or register an IReminderTable.");
    }

    private void CheckTimes(string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(dueTime), "Cannot use InfiniteTimeSpan dueTime to create a reminder");
        if (dueTime < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(dueTime), "Cannot use negative dueTime to create a reminder");
        if (period == Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(period), "Cannot use InfiniteTimeSpan period to create a reminder");
        if (period < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(period), "Cannot use negative period to create a reminder");
        var shortest = options.Value.MinimumReminderPeriod;
        if (period < shortest)
        {
            throw new ArgumentException(
                $"Cannot register reminder {reminderName} as requested period ({period}) is less than minimum allowed reminder period ({shortest})");
        }

        if (string.IsNullOrEmpty(reminderName))
            throw new ArgumentException("Cannot use null or empty name for the reminder", nameof(reminderName));
    }

    private async Task Notify(GrainId grainId, string reminderName)
    {
        try
        {
            if (local.OwnerOf(grainId) is not { } owner)
                return;
            if (owner.Equals(local.SiloAddress))
                await local.Reload(grainId, reminderName);
            else
                await grains.GetGrain<ISiloControl>(SiloControl.IdOf(owner)).ReloadReminder(grainId, reminderName);
        }
        catch (Exception exception)
        {
            LogNotTold(logger, exception, reminderName, grainId);
        }
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning,
        Message = "The silo that serves reminder {Reminder} of {GrainId} could not be told of its change; it finds out when it reads the table.")]
    private static partial void LogNotTold(ILogger logger, Exception exception, string reminder, GrainId grainId);
}
