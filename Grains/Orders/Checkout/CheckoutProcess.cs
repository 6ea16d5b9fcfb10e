using Microsoft.Extensions.Logging;
using Orleans.Storage;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Orders;

/// <summary>The grain of an order, as its process needs it.</summary>
internal interface ICheckoutHost
{
    /// <summary>Does what must be done before the first step of an activation. False: the order must wait.</summary>
    Task<bool> Begin();

    /// <summary>Called when nothing is in flight any more.</summary>
    void OnEnded();

    /// <summary>Called when the order waits for its next attempt.</summary>
    void OnPaused();

    /// <summary>Called when another activation drives the order: this one must end.</summary>
    void Abandon();

    /// <summary>Runs the process after a pause.</summary>
    IGrainTimer Schedule(Func<CancellationToken, Task> run, TimeSpan pause);
}

/// <summary>
/// Takes one order to its end: lets the participants carry out each step, applies the result, and writes the order where
/// <see cref="CheckoutStateMachine.RequiresWrite"/> says so. Retries an unresolved step after growing pauses, and never gives an order up silently.
/// </summary>
/// <remarks>
/// An activation that did not write the order's newest row writes it before it calls any participant. From then on, every other activation of the
/// order fails at its next write, and its calls carry an older token. See
/// docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md.
/// </remarks>
internal sealed class CheckoutProcess(
    ICheckoutHost host, OrderRow row, CheckoutParticipants participants, TimeProvider clock, OrderOptions options, ILogger logger)
{
    private bool _running;
    private bool _stopped;
    private int _failures;
    private IGrainTimer? _timer;
    private TaskCompletionSource? _written;
    private bool _unanswered;
    private bool _mustWrite;
    private long _settledUntil;
    private int _basis = row.Basis;

    /// <summary>
    /// The order on disk, or the steps after it that need not be written. It never changes during a step. Its parts may be older than those of the
    /// row.
    /// </summary>
    public OrderState Order { get; private set; } = row.State;

    /// <summary>Whether an earlier attempt may have called participants; false for a new order only.</summary>
    public bool IsRetry { get; set; } = true;

    /// <summary>Whether commands with an older token than the order's may still be under way.</summary>
    public bool IsContested => row.State.Contested || _unanswered;

    /// <summary>Starts the process, unless it runs or is about to.</summary>
    /// <param name="isRetry">See <see cref="IsRetry"/>.</param>
    public void Start(bool isRetry = true)
    {
        if (_running || _stopped || _timer is not null)
            return;
        Reload();
        IsRetry = isRetry;
        _timer = host.Schedule(Run, TimeSpan.Zero);
    }

    /// <summary>Stops for good, because another activation goes on. Releases all waiters: they would keep this activation alive.</summary>
    public void Stop()
    {
        _stopped = true;
        DropTimer();
        ReleaseWaiters();
    }

    /// <summary>Waits until the order on disk reaches a step, or the process has begun; false when the timeout ends first.</summary>
    public async Task<bool> WaitUntil(Func<OrderStep, bool> reached, TimeSpan timeout, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (!reached(row.State.Step))
        {
            var left = timeout - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || _stopped)
                return false;
            _written ??= new TaskCompletionSource();
            try
            {
                await _written.Task.WaitAsync(left, clock, cancellation);
            }
            catch (TimeoutException)
            {
                return reached(row.State.Step);
            }
        }

        return true;
    }

    /// <summary>Goes back to the order on row. Steps that were not written are taken again.</summary>
    public void Reload()
    {
        (Order, _basis) = (row.State, row.Basis);
        IsRetry = true;
    }

    /// <summary>Makes this activation the one that drives the order: writes the order on disk with a new token.</summary>
    public Task TakeOver()
    {
        Reload();
        return Write(Order);
    }

    /// <summary>Applies an event. If the write fails, the order is the one on disk, and the failure is thrown.</summary>
    public async Task Apply(CheckoutEvent happened)
    {
        var after = CheckoutStateMachine.Apply(Order, happened, clock.GetUtcNow(), options.CheckoutTimeout);
        if (CheckoutStateMachine.RequiresWrite(Order, after))
            await Write(after);
        else
            Order = after;
    }

    /// <summary>Takes one step. Gives the reason if the step must be retried after a pause, or null.</summary>
    public async Task<CheckoutEvent.Unresolved?> Advance()
    {
        if (_mustWrite || !row.WroteLast)
            await TakeOver();

        var step = Order.Step;
        var happened = await Execute(Order);
        if (happened is CheckoutEvent.Superseded superseded)
        {
            (_mustWrite, _settledUntil, IsRetry) = (true, Math.Max(_settledUntil, superseded.SettledUntil), true);
            return null;
        }

        await Apply(happened);
        if (happened is not CheckoutEvent.Unresolved unresolved || Order.Step != step)
            return null;
        IsRetry = true;
        return unresolved;
    }

    private async Task<CheckoutEvent> Execute(OrderState order)
    {
        using var span = Tracing.Source.HasListeners() ? CheckoutTelemetry.StartStep(order.Step) : null;
        try
        {
            return await participants.Run(order, IsRetry);
        }
        catch (Exception exception) when (!row.IsSuperseded)
        {
            _unanswered = true;
            logger.StepFailed(order.OrderId, order.Step, exception);
            span?.Fail(exception);
            return new CheckoutEvent.Unresolved(RefusalCodes.Busy, "A part of the marketplace did not answer in time.");
        }
    }

    private async Task Run(CancellationToken cancellation)
    {
        if (_running || _stopped)
            return;
        _running = true;
        var cancelled = false;
        var from = row.State.Step;
        using var span = Tracing.Source.HasListeners() ? CheckoutTelemetry.StartRun(row.State) : null;
        try
        {
            // Before a caller learns that the order is accepted: until this write, the activation that placed it may withdraw it.
            if (!row.WroteLast)
                await TakeOver();
            var hasBegun = await host.Begin();
            ReleaseWaiters();
            while (hasBegun && CheckoutStateMachine.InFlight(Order.Step) && !cancellation.IsCancellationRequested && await AdvanceOrPause())
                _failures = 0;
        }
        catch (Exception exception) when (exception is InconsistentStateException || row.IsSuperseded)
        {
            logger.Superseded(Order.OrderId, Order.Step, exception);
            host.Abandon();
        }
        catch (Exception exception)
        {
            // Failures of participants end in Execute, and those of the registration in Begin, so this is the order's own storage.
            logger.WriteFailed(Order.OrderId, Order.Step, exception);
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
            if (!CheckoutStateMachine.InFlight(row.State.Step))
                End(from);
            else if (!cancelled)
            {
                host.OnPaused();
                _timer = host.Schedule(Run, NextPause(_failures++));
            }
        }

        ReleaseWaiters();
    }

    private void End(OrderStep from)
    {
        if (Metrics.OrdersEnded.Enabled)
            CheckoutTelemetry.CountEnd(row.State, from);
        host.OnEnded();
    }

    private async Task<bool> AdvanceOrPause()
    {
        var (version, before, started) = (row.State.Version, Order, clock.GetTimestamp());
        var unresolved = await Advance();

        // A step that waited as long as a call may wait was no failed attempt: its participant is at work, so it is asked again soon.
        if (unresolved?.Code == RefusalCodes.PaymentUnknown && clock.GetElapsedTime(started) >= Limits.MaxCallWait)
            _failures = 0;
        if (unresolved is not null)
            logger.StepUnresolved(before.OrderId, before.Step, unresolved.Code, unresolved.Message, NextPause(_failures));

        // Waiters for the end are woken when the run is over and the other grains know of the end.
        if (row.State.Version != version && CheckoutStateMachine.InFlight(row.State.Step))
            ReleaseWaiters();
        return unresolved is null;
    }

    private TimeSpan NextPause(int failures)
    {
        var pause = options.InitialBackoff * Math.Pow(2, Math.Min(failures, 16));
        return pause < options.MaxBackoff ? pause : options.MaxBackoff;
    }

    private async Task Write(OrderState next)
    {
        try
        {
            await row.Write(_basis, now => next with { Version = now.Version + 1 }, _unanswered, _settledUntil);
            (Order, _mustWrite) = (row.State, false);
        }
        catch
        {
            Reload();
            throw;
        }
    }

    private void DropTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private void ReleaseWaiters()
    {
        // A waiter may go on within this call, and wait again.
        var written = _written;
        _written = null;
        written?.TrySetResult();
    }
}
