using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>Creates the timers of grains.</summary>
internal sealed class SimTimers(TimeProvider clock) : ITimerRegistry
{
    /// <inheritdoc/>
    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grainContext, (given, _) => callback(given), state, new GrainTimerCreationOptions(dueTime, period) { Interleave = true });

    /// <inheritdoc/>
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var timer = new SimGrainTimer((SimActivation)grainContext, clock, stop => callback(state, stop), options.Interleave);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }
}
