using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace OrleansMicro.Orders;

/// <summary>
/// Keeps one order's saga going on its grain's timer, and tries again with growing pauses what could not be settled. It never gives an
/// order up silently.
/// </summary>
internal sealed class CheckoutProcess(
    IGrainBase grain,
    CommittedState<OrderState> disk,
    CheckoutRunner runner,
    TimeProvider clock,
    OrderOptions options,
    ILogger logger)
{
    private bool _running;
    private bool _stopped;
    private int _failures;
    private IGrainTimer? _timer;
    private TaskCompletionSource? _written;

    /// <summary>Done before the first step of this activation.</summary>
    public required Func<Task> Begin { get; init; }

    /// <summary>Called when nothing is in flight any more.</summary>
    public required Action Ended { get; init; }

    /// <summary>Called when another activation drives the order, so that this one must end.</summary>
    public required Action Superseded { get; init; }

    /// <summary>Starts the saga, unless it runs or is about to.</summary>
    /// <param name="isRetry">False for a new order only: whether participants may have been asked before.</param>
    public void Start(bool isRetry = true)
    {
        if (_running || _stopped || _timer is not null)
            return;
        runner.Reload();
        runner.IsRetry = isRetry;
        Schedule(TimeSpan.Zero);
    }

    /// <summary>Stops for good; another activation goes on. Who waits here is let go, because it would keep this activation alive.</summary>
    public void Stop()
    {
        _stopped = true;
        DropTimer();
        WakeWaiters();
    }

    /// <summary>Applies an event to an order whose saga does not run.</summary>
    public Task Apply(CheckoutEvent happened)
    {
        runner.Reload();
        return runner.Apply(happened);
    }

    /// <summary>Waits for the order on disk to reach a step, or its saga to have begun; false when timeout ends first.</summary>
    public async Task<bool> WaitUntil(Func<OrderStep, bool> reached, TimeSpan timeout)
    {
        var start = clock.GetTimestamp();
        while (!reached(disk.State.Step))
        {
            var left = timeout - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || _stopped)
                return false;
            _written ??= new TaskCompletionSource();
            try
            {
                await _written.Task.WaitAsync(left, clock);
            }
            catch (TimeoutException)
            {
                return reached(disk.State.Step);
            }
        }

        return true;
    }

    private async Task Run(CancellationToken cancellation)
    {
        if (_running || _stopped)
            return;
        _running = true;
        var cancelled = false;
        try
        {
            await Begin();
            WakeWaiters();
            while (CheckoutStateMachine.InFlight(runner.Order.Step) && !cancellation.IsCancellationRequested && await Advance())
                _failures = 0;
        }
        catch (InconsistentStateException exception)
        {
            logger.Superseded(runner.Order.OrderId, runner.Order.Step, exception);
            Superseded();
        }
        catch (Exception exception)
        {
            // A participant's failure ends in the runner, so this is the order's own storage, or its registration.
            logger.WriteFailed(runner.Order.OrderId, runner.Order.Step, exception);
        }
        finally
        {
            _running = false;

            // Dropping the timer cancels this very token, so it is read first.
            cancelled = cancellation.IsCancellationRequested;
            DropTimer();
        }

        if (!_stopped)
        {
            if (!CheckoutStateMachine.InFlight(disk.State.Step))
                Ended();
            else if (!cancelled)
                TryAgain();
        }

        WakeWaiters();
    }

    private async Task<bool> Advance()
    {
        var version = disk.State.Version;
        var before = runner.Order;
        if (await runner.Advance() is { } unresolved)
        {
            logger.StepUnresolved(before.OrderId, before.Step, unresolved.Code, unresolved.Message, BackOff());
            return false;
        }

        // Whoever waits for an end is woken when the run is over and has said its farewells.
        if (disk.State.Version != version && CheckoutStateMachine.InFlight(disk.State.Step))
            WakeWaiters();
        return true;
    }

    private void TryAgain()
    {
        var pause = BackOff();
        _failures++;
        Schedule(pause);
    }

    private TimeSpan BackOff()
    {
        var pause = options.FirstBackOff * Math.Pow(2, Math.Min(_failures, 16));
        return pause < options.MaxBackOff ? pause : options.MaxBackOff;
    }

    private void Schedule(TimeSpan due) => _timer = grain.RegisterGrainTimer(
        Run, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });

    private void DropTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private void WakeWaiters()
    {
        // Who waits may go on within this call, and wait again.
        var written = _written;
        _written = null;
        written?.TrySetResult();
    }
}
