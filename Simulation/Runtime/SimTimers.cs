using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>Timers of grains.</summary>
internal sealed class SimTimers(TimeProvider clock) : ITimerRegistry
{
    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grainContext, (given, _) => callback(given), state, new GrainTimerCreationOptions(dueTime, period) { Interleave = true });

    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var timer = new SimGrainTimer((SimActivation)grainContext, clock, stop => callback(state, stop), options.Interleave);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }
}

/// <summary>A timer: its ticks queue with the calls of its grain and don't overlap; it counts its period from the end of a tick.</summary>
internal sealed class SimGrainTimer : IGrainTimer
{
    private readonly SimActivation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly InvokeMethodOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private (TimeSpan Due, TimeSpan Period) _next;
    private bool _isFiring;
    private bool _isChanged;

    public SimGrainTimer(SimActivation activation, TimeProvider clock, Func<CancellationToken, Task> callback, bool interleaves)
    {
        (_activation, _callback) = (activation, callback);
        _options = InvokeMethodOptions.OneWay | (interleaves ? InvokeMethodOptions.AlwaysInterleave : 0);
        using (ExecutionContext.SuppressFlow())
            _timer = clock.CreateTimer(static timer => ((SimGrainTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activation.Track(this);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        (_isChanged, _next) = (true, (dueTime, period));
        if (!_isFiring)
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _timer.Dispose();
        _activation.Untrack(this);
    }

    private void Fire()
    {
        _isFiring = true;
        _activation.Receive(new SimMessage { Id = 0, Body = (Func<Task>)Tick, Origin = _activation.Address.SiloAddress!, Options = _options, IsTick = true });
    }

    private async Task Tick()
    {
        _isChanged = false;
        try
        {
            await _callback(_stop.Token);
        }
        finally
        {
            _isFiring = false;
            if (!_stop.IsCancellationRequested)
                _timer.Change(_isChanged ? _next.Due : _next.Period, Timeout.InfiniteTimeSpan);
        }
    }
}
