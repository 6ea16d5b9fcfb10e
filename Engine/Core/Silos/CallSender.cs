using Orleans.Configuration;
using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>What silos and clients have in common: preparing calls, outgoing filters, deadlines, cancellation and answers.</summary>
internal abstract class CallSender : IGrainReferenceRuntime
{
    private readonly MessagingOptions _options;
    private readonly Lazy<IOutgoingGrainCallFilter[]> _filters;

    /// <summary>Creates it.</summary>
    protected CallSender(MessagingOptions options, CoarseClock callClock, RemoteCalls remote, Func<IOutgoingGrainCallFilter[]> filters)
    {
        _options = options;
        CallClock = callClock;
        Remote = remote;
        _filters = new(filters);
        callClock.Ticked += Sweep;
    }

    /// <summary>The clock of deadlines.</summary>
    public CoarseClock CallClock { get; }

    /// <summary>Calls to other silos.</summary>
    protected RemoteCalls Remote { get; }

    /// <inheritdoc/>
    public void Invoke(GrainReference reference, RequestBase request)
    {
        try
        {
            request.Reference = reference;
            request.Sender = RuntimeContext.Current as Activation;
            if (reference.Shared.InvokeMethodOptions is not CodeGeneration.InvokeMethodOptions.None and var options)
                request.AddInvokeMethodOptions(options);
            if (_filters.Value is { Length: > 0 } filters && !SiloControl.IsOne(reference.GrainId))
                _ = new OutgoingCallContext(reference, request, filters, Send).Run();
            else
                Send(reference, request);
        }
        catch (Exception exception)
        {
            request.FinishFailed(exception);
        }
    }

    /// <inheritdoc/>
    public object Cast(IAddressable grain, Type interfaceType)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        var reference = grain switch
        {
            GrainReference known => known,
            Grain own => own.GrainReference,
            IGrainBase own => own.GrainContext.GrainReference,
            _ => throw new ArgumentException($"{grain?.GetType()} is neither a grain reference nor a grain.", nameof(grain)),
        };
        return interfaceType.IsInstanceOfType(reference)
            ? reference
            : References.Get(reference.GrainId, EngineManifest.Current.GetInterface(interfaceType));
    }

    /// <summary>Makes references.</summary>
    public ReferenceMaker References => field ??= new ReferenceMaker(this);

    /// <summary>Stops watching deadlines.</summary>
    protected void StopSweeping() => CallClock.Ticked -= Sweep;

    /// <summary>Sends a call whose deadline is set to its target.</summary>
    protected abstract void Dispatch(GrainReference reference, RequestBase request);

    /// <summary>Takes the local calls whose deadline is past.</summary>
    protected virtual List<RequestBase> TakeExpiredLocally(long now) => [];

    /// <summary>Forgets a local call because its caller no longer waits.</summary>
    protected virtual void ForgetLocally(RequestBase request)
    {
    }

    private void Send(GrainReference reference, RequestBase request)
    {
        // After the filters, which may have added to it.
        request.Context = RequestContext.Current;
        if (request.IsOneWay)
        {
            request.Deadline = long.MaxValue;
        }
        else
        {
            var timeout = request.Descriptor.ResponseTimeout ?? _options.ResponseTimeout;
            request.Deadline = timeout == Timeout.InfiniteTimeSpan
                ? long.MaxValue
                : CallClock.Now + (long)timeout.TotalMilliseconds + (long)CoarseClock.Beat.TotalMilliseconds;
        }

        if (request.IsCancellable && request.CallerToken is { CanBeCanceled: true } token && !Watch(request, token))
            return;
        Dispatch(reference, request);
    }

    private bool Watch(RequestBase request, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            request.FinishFailed(new OperationCanceledException(token));
            return false;
        }

        request.CancellationWatch = token.UnsafeRegister(
            static (state, token) =>
            {
                var (sender, request) = ((CallSender, RequestBase))state!;
                sender.OnCancelled(request, token);
            },
            (this, request));
        return true;
    }

    private void OnCancelled(RequestBase request, CancellationToken token)
    {
        var wait = _options.WaitForCancellationAcknowledgement;
        if (request.SentTo is null)
            request.TryCancel();
        else
            Remote.Cancel(request, wait);
        if (wait)
            return;
        request.IsAbandoned = true;
        ForgetLocally(request);
        request.FinishFailed(new OperationCanceledException(token));
    }

    private void Sweep()
    {
        var now = CallClock.Now;
        Remote.FailCallsToLeft(now);
        foreach (var request in Remote.TakeExpired(now))
            OnExpired(request);
        foreach (var request in TakeExpiredLocally(now))
            OnExpired(request);
    }

    private void OnExpired(RequestBase request)
    {
        request.IsAbandoned = true;
        if (_options.CancelRequestOnTimeout && request.IsCancellable)
        {
            if (request.SentTo is null)
                request.TryCancel();
            else
                Remote.Cancel(request, wait: false);
        }

        request.CancellationWatch?.Dispose();
        var timeout = request.Descriptor.ResponseTimeout ?? _options.ResponseTimeout;
        request.FinishFailed(new TimeoutException(
            $"Response did not arrive on time in {timeout} for message: {request} to {request.TargetId}."));
    }
}
