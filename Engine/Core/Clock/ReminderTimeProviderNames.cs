namespace Orleans.Reminders;

/// <summary>Key of the reminder service's clock.</summary>
public static class ReminderTimeProviderNames
{
    /// <summary>Clock of reminders.</summary>
    public const string Reminders = "Orleans.Reminders";
}
