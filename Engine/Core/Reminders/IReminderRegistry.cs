using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Registers reminders of the grain that calls.</summary>
public interface IReminderRegistry
{
    /// <summary>Registers a reminder, or changes it.</summary>
    /// <exception cref="ArgumentException">The period is shorter than allowed, or the name is empty.</exception>
    Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    /// <summary>Removes a reminder.</summary>
    /// <exception cref="ReminderException">It was changed since it was read.</exception>
    Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);

    /// <summary>A reminder, or null.</summary>
    Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName);

    /// <summary>All reminders of the grain.</summary>
    Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId);
}
