using Orleans.CodeGeneration;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A timer of a grain. Its ticks queue with the grain's calls and never overlap; the period counts from the end of a tick.</summary>
internal sealed class SimGrainTimer : IGrainTimer
{
    private readonly SimActivation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly InvokeMethodOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly ITimer _timer;
    private (TimeSpan Due, TimeSpan Period) _next;
    private bool _isFiring;
    private bool _isChanged;

    public SimGrainTimer(SimActivation activation, TimeProvider clock, Func<CancellationToken, Task> callback, bool interleaves)
    {
        (_activation, _callback, _stopped) = (activation, callback, _stop.Token);
        _options = InvokeMethodOptions.OneWay | (interleaves ? InvokeMethodOptions.AlwaysInterleave : 0);
        using (ExecutionContext.SuppressFlow())
            _timer = clock.CreateTimer(static timer => ((SimGrainTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activation.Track(this);
    }

    /// <inheritdoc/>
    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        (_isChanged, _next) = (true, (dueTime, period));
        if (!_isFiring)
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stopped.IsCancellationRequested)
            return;
        _stop.Cancel();
        _stop.Dispose();
        _timer.Dispose();
        _activation.Untrack(this);
    }

    private void Fire()
    {
        _isFiring = true;
        _activation.Receive(
            new SimMessage { Id = 0, Body = (Func<Task>)Tick, Origin = _activation.Address.SiloAddress!, Options = _options, IsTick = true });
    }

    private async Task Tick()
    {
        _isChanged = false;
        try
        {
            await _callback(_stopped);
        }
        finally
        {
            _isFiring = false;
            if (!_stopped.IsCancellationRequested)
                _timer.Change(_isChanged ? _next.Due : _next.Period, Timeout.InfiniteTimeSpan);
        }
    }
}
