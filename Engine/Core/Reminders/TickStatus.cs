namespace Orleans.Runtime;

/// <summary>What is known of a tick of a reminder.</summary>
[GenerateSerializer, Immutable]
public readonly struct TickStatus
{
    /// <summary>Creates it.</summary>
    public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        FirstTickTime = firstTickTime;
        Period = period;
        CurrentTickTime = timeStamp;
    }

    /// <summary>When the first tick was due.</summary>
    [Id(0)]
    public DateTime FirstTickTime { get; private init; }

    /// <summary>Time between ticks.</summary>
    [Id(1)]
    public TimeSpan Period { get; private init; }

    /// <summary>When this tick was delivered.</summary>
    [Id(2)]
    public DateTime CurrentTickTime { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => $"<{FirstTickTime}, {Period}, {CurrentTickTime}>";
}

/// <summary>A registered reminder.</summary>
public interface IGrainReminder
{
    /// <summary>Its name within its grain.</summary>
    string ReminderName { get; }
}
