using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Makes the timers of a silo's activations.</summary>
internal sealed class TimerRegistry([FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time) : ITimerRegistry
{
    /// <inheritdoc/>
    [Obsolete("Use RegisterGrainTimer.")]
    public IDisposable RegisterTimer(
        IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(
            grainContext,
            (current, _) => callback(current),
            state,
            new GrainTimerCreationOptions(dueTime, period) { Interleave = true });

    /// <inheritdoc/>
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        ArgumentNullException.ThrowIfNull(callback);
        if (RuntimeContext.Current is not { } current)
        {
            throw new InvalidOperationException(
                "Current grain context is null. Please make sure you are not trying to create a Timer from outside Orleans Task Scheduler, "
                + "which will be the case if you create it inside Task.Run.");
        }

        if (!ReferenceEquals(current, grainContext) || grainContext is not Activation activation)
            throw new InvalidOperationException("Current grain context differs from specified grain context.");
        var timer = new GrainTimer<TState>(activation, time, callback, state, options);
        activation.AddTimer(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }
}
