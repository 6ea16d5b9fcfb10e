using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of an activation; disposing it ends it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets when the next tick is due and the pause from the end of one tick to the next; during a tick it takes effect after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, other than <see cref="Timeout.InfiniteTimeSpan"/>, or too long.</exception>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a grain timer ticks.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Creates options; both times must be set.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>Creates options.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time to the first tick; <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Pause between the end of a tick and the next; <see cref="Timeout.InfiniteTimeSpan"/> for a single tick.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may run while requests are being processed; otherwise they wait like requests.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks keep the activation from being collected for idleness.</summary>
    public bool KeepAlive { get; init; }
}
