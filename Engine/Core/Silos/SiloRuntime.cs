using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>The heart of a silo: finds the activation of a call here or the silo that owns the grain.</summary>
internal sealed partial class SiloRuntime : CallSender, ICallRouter, IDisposable
{
    private readonly SiloRuntimeParts _parts;
    private readonly Lazy<IIncomingGrainCallFilter[]> _filters;
    private readonly Lazy<GrainClasses> _classes;
    private readonly IWorkScheduler _scheduler;
    private readonly bool _usesThreadPool;
    private readonly PendingCalls _pending = new();
    private readonly ConcurrentDictionary<GrainId, ICallTarget> _targets = new();
    private readonly ILogger _logger;
    private readonly Lock _viewLock = new();
    private volatile Handover? _handover;
    private volatile MembershipView _view;
    private volatile FrozenSet<SiloAddress> _outlaws = [];
    private volatile bool _isStopped;
    private volatile bool _isKilled;

    /// <summary>Creates the runtime; it takes part in the cluster once the silo has started.</summary>
    public SiloRuntime(SiloRuntimeParts parts)
        : base(parts.Messaging, parts.CallClock, parts.Remote, parts.OutgoingFilters)
    {
        _parts = parts;
        _logger = parts.Logger;
        _scheduler = parts.Scheduler;
        _usesThreadPool = ReferenceEquals(_scheduler, ThreadPoolScheduler.Instance);
        _view = parts.Membership.Current;
        parts.CallClock.Ticked += parts.Overload.Sample;
        _filters = new(parts.IncomingFilters);
        _classes = new(() => new GrainClasses(
            new GrainClassSettings(parts.Services, parts.Collection, parts.Messaging, parts.Statistics, IncomingFilters.Length > 0)));
    }

    /// <inheritdoc/>
    public SiloAddress SiloAddress => _parts.SiloAddress;

    /// <inheritdoc/>
    public IServiceProvider Services => _parts.Services;

    /// <inheritdoc/>
    public CoarseClock IdleClock => _parts.IdleClock;

    /// <inheritdoc/>
    public bool IsKilled => _isKilled;

    /// <inheritdoc/>
    public bool IsServing => _parts.Lease.IsHeld;

    /// <inheritdoc/>
    public IIncomingGrainCallFilter[] IncomingFilters => _filters.Value;

    /// <inheritdoc/>
    public bool DropExpired => _parts.Messaging.DropExpiredMessages;

    /// <inheritdoc/>
    public GrainCollectionOptions CollectionOptions => _parts.Collection;

    /// <inheritdoc/>
    public TimeProvider ActivationTime => _parts.ActivationTime;

    /// <inheritdoc/>
    public SiloStatistics Statistics => _parts.Statistics;

    /// <summary>The view by which grains are placed.</summary>
    public MembershipView View => _view;

    /// <summary>How many activations there are.</summary>
    public int ActivationCount => Activations.Count();

    /// <summary>The activations there are now.</summary>
    public IEnumerable<Activation> Activations => _targets.Values.SelectMany(
        static target => target is WorkerGroup group ? group.Workers : [(Activation)target]);

    /// <summary>The activation of a grain, if it is here.</summary>
    public Activation? FindActivation(GrainId grainId) =>
        _targets.TryGetValue(grainId, out var target) && target is Activation { IsGone: false } activation ? activation : null;

    /// <inheritdoc/>
    public void Schedule(Activation activation)
    {
        if (_usesThreadPool)
            ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: true);
        else
            _scheduler.Schedule(activation);
    }

    /// <inheritdoc/>
    public GrainReference MakeReference(GrainId grainId) => References.GetUntyped(grainId);

    /// <inheritdoc/>
    public void OnEnded(RequestBase request)
    {
        if (request.Incoming is not null)
        {
            Leave(request);
            return;
        }

        if (!request.IsOneWay)
            _pending.Remove(request);
        request.CancellationWatch?.Dispose();
    }

    /// <inheritdoc/>
    public void Respond(RequestBase request, Response response) => Remote.Respond(request, response);

    /// <inheritdoc/>
    public void Reject(RequestBase request, Exception exception)
    {
        if (exception is LimitExceededException)
            Statistics.NoteRefusal();
        if (request.Incoming is not null)
        {
            Leave(request);
            Remote.Respond(request, Response.FromException(exception));
            return;
        }

        OnEnded(request);
        request.FinishFailed(exception);
    }

    /// <inheritdoc/>
    public void Reroute(RequestBase request)
    {
        if (++request.LocalForwards > _parts.Messaging.MaxForwardCount)
        {
            Reject(request, new OrleansMessageRejectionException(
                $"Forwarding failed: tried to forward message {request} to {request.TargetId} for {request.LocalForwards} times after the activation ended."));
        }
        else
        {
            Route(request, null);
        }
    }

    /// <inheritdoc/>
    protected override void Dispatch(GrainReference reference, RequestBase request)
    {
        if (reference.LocalTarget is ICallTarget { IsGone: false } target && !_isStopped)
        {
            if (!request.IsOneWay)
                _pending.Add(request);
            target.Receive(request);
            return;
        }

        Route(request, reference);
    }

    /// <inheritdoc/>
    protected override List<RequestBase> TakeExpiredLocally(long now) => _pending.TakeExpired(now);

    /// <inheritdoc/>
    protected override void ForgetLocally(RequestBase request) => _pending.Remove(request);

    /// <summary>Finds the target of a call: here, or the silo that owns the grain.</summary>
    private void Route(RequestBase request, GrainReference? reference, bool isViewFresh = false)
    {
        if (_isStopped)
        {
            Reject(request, new SiloUnavailableException($"The silo {SiloAddress} has stopped and can't process the request: {request}."));
            return;
        }

        try
        {
            var grainId = request.TargetId;
            var grainClass = _classes.Value.Get(grainId.Type);
            if (OwnerOf(grainId, grainClass) is { } owner && !owner.Equals(SiloAddress))
            {
                if (request.Incoming is { ForwardCount: > 0 } && !isViewFresh && _parts.Membership.MayLag)
                    _ = RouteAfterLook(request);
                else
                    SendAway(request, owner);
                return;
            }

            var target = GetTarget(grainId, grainClass);
            if (reference is not null)
                reference.LocalTarget = target;
            if (request.Incoming is null && !request.IsOneWay && request.Pending.List == 0)
                _pending.Add(request);
            target.Receive(request);
        }
        catch (Exception exception)
        {
            Reject(request, exception);
        }
    }

    /// <summary>Another silo took this one for the owner, so one of the two is behind: this one looks before it passes the call on again.</summary>
    private async Task RouteAfterLook(RequestBase request)
    {
        await _parts.Membership.Refresh();
        Route(request, null, isViewFresh: true);
    }

    private SiloAddress? OwnerOf(in GrainId grainId, GrainClass grainClass)
    {
        if (grainClass.Worker is not null)
            return null;
        return SiloControl.IsOne(grainId) ? SiloControl.SiloOf(grainId) : RendezvousPlacement.OwnerOf(grainId, _view.Owners);
    }

    private void SendAway(RequestBase request, SiloAddress owner)
    {
        if (request.Incoming is null && request.Sender is { MayServe: false } sender)
        {
            // What a grain does on might be decided by a state that another silo has changed since.
            Reject(request, sender.NotServing());
        }
        else if (request.Incoming is null)
        {
            _pending.Remove(request);
            Remote.Send(request, owner);
        }
        else if (request.Incoming.ForwardCount >= _parts.Messaging.MaxForwardCount)
        {
            Reject(request, new OrleansMessageRejectionException(
                $"Forwarding failed: tried to forward message {request} to {request.TargetId} for {request.Incoming.ForwardCount} times."));
        }
        else if (Remote.Forward(request, owner))
        {
            Leave(request);
        }
        else
        {
            Reject(request, new SiloUnavailableException($"The target silo {owner} became unavailable for message: {request}."));
        }
    }

    private ICallTarget GetTarget(GrainId grainId, GrainClass grainClass)
    {
        while (true)
        {
            var target = _targets.GetOrAdd(
                grainId,
                static (grainId, state) => state.grainClass.Worker is { PlacementStrategy: StatelessWorkerPlacement placement }
                    ? new WorkerGroup(grainId, state.grainClass, state.silo, placement.MaxLocal)
                    : new Activation(grainId, state.grainClass, state.silo),
                (grainClass, silo: this));
            if (!target.IsGone)
                return target;
            _targets.TryRemove(KeyValuePair.Create(grainId, target));
        }
    }
}
