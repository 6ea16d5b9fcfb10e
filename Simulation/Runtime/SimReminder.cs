namespace OrleansMicro.Simulation.Runtime;

/// <summary>A reminder in the store.</summary>
internal sealed record SimReminder(GrainId Grain, string ReminderName, DateTimeOffset Start, TimeSpan Period) : IGrainReminder;
