namespace Orleans.Dashboard.Model;

/// <summary>Some of the reminders, in the order of the ring.</summary>
/// <param name="Reminders">The reminders.</param>
/// <param name="Next">What asks for those that follow, null at the end.</param>
internal sealed record ReminderPage(ReminderData[] Reminders, string? Next);

/// <summary>A reminder.</summary>
internal sealed record ReminderData(string Grain, string Key, string Name, DateTime StartAt, double PeriodSeconds, DateTime NextAt);
