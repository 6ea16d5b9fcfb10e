using System.Runtime.CompilerServices;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <content>Which work may start, and starting and ending it.</content>
internal sealed partial class Activation
{
    // Read-only work overtakes other work that waits, but not for longer than this: a stream of reads must not starve a write.
    private const long MaxOvertakingMilliseconds = 1_000;

    private readonly List<GrainWork> _unfinished = [];
    private GrainWork? _firstWaiting;
    private GrainWork? _lastWaiting;
    private GrainWork? _blocking;
    private int _running;
    private bool _mustLook;
    private Dictionary<Guid, int>? _reentrantSections;
    private long _lastUsed;

    /// <summary>When it was last used, in milliseconds of the idle clock. Any thread may read it.</summary>
    public long LastUsed
    {
        get => Volatile.Read(ref _lastUsed);
        private set => Volatile.Write(ref _lastUsed, value);
    }

    /// <summary>Takes work from the queue: starts it, or lets it wait, or sends it on.</summary>
    internal void Accept(GrainWork work)
    {
        switch (_state)
        {
            case ActivationState.Valid when MayStart(work):
                Start(work);
                return;
            case ActivationState.Invalid:
                Leave(work);
                work.Refuse(this, null);
                return;
            case ActivationState.Created:
                // Waits first: activation may fail before it returns, and then refuses what waits.
                Wait(work);
                BeginActivation((work as RequestBase)?.Context);
                return;
        }

        Wait(work);
    }

    /// <summary>Calls the grain and completes the caller.</summary>
    internal ValueTask Invoke(RequestBase request)
    {
        if (request.Context is { } context)
            RequestContext.Current = context;
        return _class.Statistics is { } statistics && statistics.Of(request.Descriptor) is var counters && counters.Begin()
            ? InvokeTimed(request, counters)
            : InvokeNow(request);
    }

    /// <summary>Counts a call that has failed.</summary>
    internal void NoteError(RequestBase request, Exception exception) => _class.Statistics?.NoteError(request.Descriptor, exception);

    private ValueTask InvokeTimed(RequestBase request, MethodCounters counters)
    {
        var start = _router.Statistics.Now;
        var run = InvokeNow(request);
        if (!run.IsCompleted)
            return EndLater(run, counters, start);
        counters.End(_router.Statistics.Since(start));
        return run;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndLater(ValueTask run, MethodCounters counters, long start)
    {
        try
        {
            await run;
        }
        finally
        {
            counters.End(_router.Statistics.Since(start));
        }
    }

    private ValueTask InvokeNow(RequestBase request)
    {
        return request.Incoming is null && request.Sink is null && _class.HasNoFilters
            ? request.InvokeAndComplete(GrainInstance!)
            : InvokeAndRespond(request);
    }

    private async ValueTask InvokeAndRespond(RequestBase request)
    {
        Response response;
        try
        {
            response = _class.HasNoFilters
                ? await InvokeDirectly(request)
                : await new IncomingCallContext(this, request, _router.IncomingFilters).Run();
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        request.NoteFault(response.Exception);
        if (!MayServe)
        {
            // Whether it was done is not known here: what it has read may be out of date, and what it has written is in the storage or not.
            response = Response.FromException(NotServing());
        }

        if (request.Incoming is null)
            request.Finish(request.CopyResponse(response));
        else
            _router.Respond(request, response);
    }

    private ValueTask<Response> InvokeDirectly(RequestBase request)
    {
        request.SetTarget(this);
        return request.Invoke();
    }

    private void Start(GrainWork work)
    {
        if (work is RequestBase request && _router.DropExpired
            && (request.IsAbandoned || (request.Incoming is not null && request.Deadline < _router.CallClock.Now && !request.IsOneWay)))
        {
            // The caller has its timeout already, or will have it in its own process. A caller in this one is told by the sweep, which must find the call first.
            Leave(work);
            return;
        }

        if (!MayServe && work is RequestBase)
        {
            Leave(work);
            work.Refuse(this, NotServing());
            return;
        }

        _running++;
        if (work.KeepsAlive)
            LastUsed = _router.IdleClock.Now;
        if (_blocking is null && !work.IsAlwaysInterleave)
            _blocking = work;
        var run = work.Begin(this);
        if (run.IsCompletedSuccessfully)
        {
            run.GetAwaiter().GetResult();
            Finish(work);
        }
        else
        {
            _unfinished.Add(work);
            _ = FinishLater(run, work);
        }
    }

    private async Task FinishLater(ValueTask run, GrainWork work)
    {
        try
        {
            await run;
        }
        catch (Exception exception)
        {
            // Only one-way work fails here: nobody else is told.
            if (work is RequestBase request)
                NoteError(request, exception);
            _router.OnTurnFailed(this, exception);
        }

        _unfinished.Remove(work);
        Finish(work);
    }

    private void Finish(GrainWork work)
    {
        _running--;
        if (ReferenceEquals(_blocking, work))
            _blocking = NextBlocking();
        if (work.KeepsAlive)
            LastUsed = _router.IdleClock.Now;
        Leave(work);
        if (work.StaleState is { } exception)
            Deactivate(new(DeactivationReasonCode.ApplicationError, exception, "A write was refused because the state in memory is stale."));
        if (_firstWaiting is not null || _ending is not null)
            _mustLook = true;
    }

    /// <summary>Whether it may serve: another silo might have its own activation of the grain otherwise. The silo's own control grain always may.</summary>
    internal bool MayServe => _router.IsServing || SiloControl.IsOne(GrainId);

    internal SiloUnavailableException NotServing() => new(
        $"The silo {_router.SiloAddress} can't be sure that it still owns {GrainId}: it could not renew its lease. Whether the call was done is not known.");

    private void Leave(GrainWork work)
    {
        if (_class.CountsRequests && work is RequestBase)
            Interlocked.Decrement(ref _requestCount);
        work.End(this);
    }

    private GrainWork? NextBlocking()
    {
        foreach (var other in _unfinished)
        {
            if (!other.IsAlwaysInterleave)
                return other;
        }

        return null;
    }

    private void Wait(GrainWork work)
    {
        work.WaitingSince = _router.CallClock.Now;
        work.Next = null;
        if (_lastWaiting is null)
            _firstWaiting = work;
        else
            _lastWaiting.Next = work;
        _lastWaiting = work;
    }

    private void LookAround(ExecutionContext? baseline)
    {
        _mustLook = false;
        if (_state != ActivationState.Valid)
            return;
        if (MustEnd)
        {
            BeginDeactivation();
            return;
        }

        GrainWork? previous = null;
        for (var work = _firstWaiting; work is not null && _state == ActivationState.Valid;)
        {
            var next = (GrainWork?)work.Next;
            if (MayStart(work))
            {
                if (previous is null)
                    _firstWaiting = next;
                else
                    previous.Next = next;
                if (next is null)
                    _lastWaiting = previous;
                work.Next = null;
                Start(work);
                Cleanse(baseline);
            }
            else
            {
                previous = work;
            }

            work = next;
        }

        if (MustEnd && _state == ActivationState.Valid)
            BeginDeactivation();
    }

    private void RefuseWaiting(Exception? reason)
    {
        var work = _firstWaiting;
        _firstWaiting = _lastWaiting = null;
        while (work is not null)
        {
            var next = (GrainWork?)work.Next;
            work.Next = null;
            Leave(work);
            work.Refuse(this, reason);
            work = next;
        }
    }
}
