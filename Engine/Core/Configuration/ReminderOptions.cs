namespace Orleans.Hosting;

/// <summary>Settings of reminders.</summary>
public sealed class ReminderOptions
{
    /// <summary>Shortest period that may be registered.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a silo reads its part of the reminder table again.</summary>
    public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Reminders that are due later than this are left to the next reading of the table.</summary>
    public TimeSpan ReminderLoadingWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long starting the reminder service may take.</summary>
    public TimeSpan InitializationTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
