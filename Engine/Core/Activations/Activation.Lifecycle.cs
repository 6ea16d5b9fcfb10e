namespace Orleans.Runtime;

/// <content>Starting and ending.</content>
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _deactivated = new(Continuations.Mode);
    private ActivationLifecycle? _lifecycle;
    private Ending? _ending;

    /// <inheritdoc/>
    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new ActivationLifecycle();

    /// <inheritdoc/>
    public Task Deactivated => _deactivated.Task;

    /// <summary>Until when it must not be collected, in milliseconds of the idle clock. Any thread may read it.</summary>
    public long KeepAliveUntil { get; private set; } = long.MinValue;

    /// <summary>Whether it is to start nothing new.</summary>
    private bool IsClosed => _ending is { Drains: false };

    /// <summary>Whether the time to end has come.</summary>
    private bool MustEnd => _ending is { } ending && _running == 0 && (!ending.Drains || _firstWaiting is null);

    /// <summary>Whether it was asked to end. Any thread may read it.</summary>
    public bool IsEnding => Volatile.Read(ref _ending) is not null;

    /// <inheritdoc/>
    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Post(new ActionTurn(static state => ((Activation)state).BeginActivation(null), this));

    /// <inheritdoc/>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        End(new Ending(deactivationReason, Drains: false, cancellationToken));

    /// <summary>Starts deactivation where no other silo can take over: what waits is served first.</summary>
    public void DeactivateAfterDrain(DeactivationReason reason, CancellationToken cancellationToken) =>
        End(new Ending(reason, Drains: true, cancellationToken));

    private void End(Ending ending)
    {
        if (Interlocked.CompareExchange(ref _ending, ending, null) is not null)
            return;
        if (ReferenceEquals(RuntimeContext.Current, this))
            _mustLook = true;
        else
            Post(new WakeTurn());
    }

    /// <summary>Keeps it from being collected for a while, or with a negative span ends that.</summary>
    public void DelayDeactivation(TimeSpan timeSpan)
    {
        if (timeSpan == TimeSpan.MaxValue || timeSpan == Timeout.InfiniteTimeSpan)
            KeepAliveUntil = long.MaxValue;
        else if (timeSpan <= TimeSpan.Zero)
            KeepAliveUntil = long.MinValue;
        else
            KeepAliveUntil = _router.IdleClock.Now + (long)timeSpan.TotalMilliseconds;
    }

    /// <summary>Has the next look at what waits and at the own state done.</summary>
    internal void Wake()
    {
        // An activation that never ran has nothing to end.
        if (_state == ActivationState.Created && _ending is not null)
            BecomeGone(null);
        _mustLook = true;
    }

    private void BeginActivation(Dictionary<string, object>? context)
    {
        if (_state != ActivationState.Created)
            return;
        _state = ActivationState.Activating;
        _class.Statistics?.NoteActivation();
        _ = ActivateAsync(context);
    }

    private async Task ActivateAsync(Dictionary<string, object>? context)
    {
        try
        {
            if (context is not null)
                RequestContext.Current = context;
            using var limit = new CancellationTokenSource(_router.CollectionOptions.ActivationTimeout, _router.ActivationTime);
            await _router.TakeOver(this);
            GrainInstance = _class.CreateInstance(this);
            if (_lifecycle is { } lifecycle)
                await lifecycle.OnStart(limit.Token);
            if (GrainInstance is IGrainBase grain)
                await grain.OnActivateAsync(limit.Token);
            _state = ActivationState.Valid;
            _router.OnActivated(this);
            _mustLook = true;
        }
        catch (Exception exception)
        {
            _router.OnActivationFailed(this, exception);
            DisposeTimers();
            await DisposeInstance();
            BecomeGone(exception);
        }
    }

    private void BeginDeactivation()
    {
        _state = ActivationState.Deactivating;
        _ = DeactivateAsync(_ending!);
    }

    private async Task DeactivateAsync(Ending ending)
    {
        DisposeTimers();
        try
        {
            var timeout = _router.CollectionOptions.DeactivationTimeout;
            using var limit = new CancellationTokenSource(timeout, _router.ActivationTime);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ending.CancellationToken);
            await RunDeactivation(ending.Reason, stop.Token).WaitAsync(timeout, _router.ActivationTime);
        }
        catch (Exception exception)
        {
            _router.OnDeactivationFailed(this, exception);
        }

        DisposeTimers();
        await DisposeInstance();
        BecomeGone(null);
    }

    private async Task RunDeactivation(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            if (GrainInstance is IGrainBase grain)
                await grain.OnDeactivateAsync(reason, cancellationToken);
        }
        finally
        {
            if (_lifecycle is { } lifecycle)
                await lifecycle.OnStop(cancellationToken);
        }
    }

    private async Task DisposeInstance()
    {
        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            switch (_services)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case { } scope:
                    scope.Dispose();
                    break;
            }
        }
        catch (Exception exception)
        {
            _router.OnDeactivationFailed(this, exception);
        }
    }

    private void BecomeGone(Exception? failure)
    {
        if (_state != ActivationState.Created)
            _class.Statistics?.NoteDeactivation();

        // First make room for the next activation, then send it what waits here.
        _state = ActivationState.Invalid;
        GrainInstance = null;
        _router.OnGone(this);
        RefuseWaiting(failure);
        _deactivated.TrySetResult();
    }

    private sealed record Ending(DeactivationReason Reason, bool Drains, CancellationToken CancellationToken);
}
