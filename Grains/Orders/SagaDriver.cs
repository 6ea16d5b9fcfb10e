using Microsoft.Extensions.Logging;

namespace OrleansMicro.Orders;

/// <summary>
/// Runs the saga of one order on its grain's timer: carries out the step, applies what it came to, writes it where it must be written, and
/// tries again with growing pauses what could not be settled. It never gives an order up silently.
/// </summary>
internal sealed class SagaDriver(
    IGrainBase grain,
    CommittedState<OrderState> disk,
    SagaEffects effects,
    TimeProvider clock,
    OrderOptions options,
    ILogger logger)
{
    // What is on disk, or a step after it that need not be (CheckoutSaga.MustBeWritten).
    private OrderState _order = disk.State;
    private bool _recheck = true;
    private bool _running;
    private bool _stopped;
    private int _failures;
    private IGrainTimer? _timer;
    private TaskCompletionSource? _written;

    /// <summary>Done before the first step of this activation.</summary>
    public required Func<Task> Begin { get; init; }

    /// <summary>Called when nothing is in flight any more.</summary>
    public required Action Ended { get; init; }

    /// <summary>Starts the saga, unless it runs or is about to.</summary>
    /// <param name="recheck">False for a new order only: whether participants may have been asked before.</param>
    public void Start(bool recheck = true)
    {
        if (_running || _stopped || _timer is not null)
            return;
        _order = disk.State;
        _recheck = recheck;
        Schedule(TimeSpan.Zero);
    }

    /// <summary>Stops for good; another activation goes on. Who waits here is let go, because it would keep this activation alive.</summary>
    public void Stop()
    {
        _stopped = true;
        DropTimer();
        WakeWaiters();
    }

    /// <summary>Applies an event and writes what must be written. When the write fails the order is what is on disk.</summary>
    public async Task Move(SagaEvent happened)
    {
        var before = _running ? _order : disk.State;
        var after = CheckoutSaga.Apply(before, happened, clock.GetUtcNow(), options.GiveUpAfter);
        if (!CheckoutSaga.MustBeWritten(before, after))
        {
            _order = after;
            return;
        }

        try
        {
            await disk.Write(after with { Version = disk.State.Version + 1 });
        }
        finally
        {
            _order = disk.State;
            WakeWaiters();
        }
    }

    /// <summary>Waits for the order on disk to reach a step; false when patience ends first.</summary>
    public async Task<bool> WaitUntil(Func<OrderStep, bool> reached, TimeSpan patience)
    {
        var start = clock.GetTimestamp();
        while (!reached(disk.State.Step))
        {
            var left = patience - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || _stopped)
                return false;
            _written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
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

    private void WakeWaiters()
    {
        _written?.TrySetResult();
        _written = null;
    }

    private void Schedule(TimeSpan due) => _timer = grain.RegisterGrainTimer(
        Run, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });

    private void DropTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private async Task Run(CancellationToken cancellation)
    {
        if (_running || _stopped)
            return;
        _running = true;
        try
        {
            await Begin();
            while (CheckoutSaga.InFlight(_order.Step) && !cancellation.IsCancellationRequested && await Advance())
                _failures = 0;
        }
        catch (Exception exception)
        {
            // A participant's failure ends in Advance, so this is the order's own storage, or its registration.
            logger.WriteFailed(_order.OrderId, _order.Step, exception);
        }
        finally
        {
            _running = false;
            DropTimer();
        }

        if (!CheckoutSaga.InFlight(disk.State.Step))
            Ended();
        else if (!_stopped && !cancellation.IsCancellationRequested)
            TryAgain();
    }

    /// <summary>Takes one step; false when it is not settled.</summary>
    private async Task<bool> Advance()
    {
        var before = _order;
        var happened = await CarryOut(before);
        await Move(happened);
        if (!ReferenceEquals(before, _order))
            return true;
        if (happened is SagaEvent.Unresolved unresolved)
            logger.StepUnresolved(before.OrderId, before.Step, unresolved.Code, unresolved.Message, BackOff());
        return false;
    }

    private async Task<SagaEvent> CarryOut(OrderState order)
    {
        try
        {
            return await effects.Run(order, _recheck);
        }
        catch (Exception exception)
        {
            logger.StepFailed(order.OrderId, order.Step, exception);
            return new SagaEvent.Unresolved(RefusalCodes.Busy, "A part of the shop did not answer in time.");
        }
    }

    private void TryAgain()
    {
        _recheck = true;
        var pause = BackOff();
        _failures++;
        Schedule(pause);
    }

    private TimeSpan BackOff()
    {
        var pause = options.FirstBackOff * Math.Pow(2, Math.Min(_failures, 16));
        return pause < options.MaxBackOff ? pause : options.MaxBackOff;
    }
}
