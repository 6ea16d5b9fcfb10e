using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>A registered reminder as grains hold it.</summary>
[GenerateSerializer]
internal sealed class GrainReminder(GrainId grainId, string reminderName, string? eTag) : IGrainReminder
{
    /// <summary>The grain.</summary>
    [Id(0)]
    public GrainId GrainId { get; private set; } = grainId;

    /// <inheritdoc/>
    [Id(1)]
    public string ReminderName { get; private set; } = reminderName;

    /// <summary>The version of the row.</summary>
    [Id(2)]
    public string? ETag { get; private set; } = eTag;

    /// <inheritdoc/>
    public override string ToString() => $"<GrainReminder: GrainId={GrainId} ReminderName={ReminderName} ETag={ETag}>";
}
