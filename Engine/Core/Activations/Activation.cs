using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>
/// One activation of a grain. Everything that touches its state runs as a turn: from its queue, one at a time, on its own
/// <see cref="TaskScheduler"/>. Fields without a lock are only used by turns unless they say otherwise.
/// </summary>
internal sealed partial class Activation : IGrainContext, ICallTarget, IThreadPoolWorkItem
{
    // A busy activation gives its thread to others after so many turns.
    private const int MaxTurnsPerSlice = 128;

    private static readonly Action<object?> RunTurns = static state => ((Activation)state!).RunSlice();

    private readonly GrainClass _class;
    private readonly ICallRouter _router;
    private readonly WorkerGroup? _group;
    private TurnQueue _queue;
    private ActivationTaskScheduler? _taskScheduler;
    private volatile ActivationState _state;
    private IServiceScope? _services;
    private int _requestCount;

    /// <summary>Makes an activation; it starts with its first turn.</summary>
    public Activation(GrainId grainId, GrainClass grainClass, ICallRouter router, WorkerGroup? group = null)
    {
        GrainId = grainId;
        _class = grainClass;
        _router = router;
        _group = group;
        ActivationId = ActivationId.NewId();
        LastUsed = router.IdleClock.Now;
    }

    /// <inheritdoc/>
    public GrainId GrainId { get; }

    /// <inheritdoc/>
    public ActivationId ActivationId { get; }

    /// <inheritdoc/>
    public GrainAddress Address => new()
    {
        GrainId = GrainId,
        ActivationId = ActivationId,
        SiloAddress = _router.SiloAddress,
    };

    /// <inheritdoc/>
    public object? GrainInstance { get; private set; }

    /// <inheritdoc/>
    public GrainReference GrainReference => field ??= _router.MakeReference(GrainId);

    /// <inheritdoc/>
    public IServiceProvider ActivationServices => (_services ??= _router.Services.CreateScope()).ServiceProvider;

    /// <summary>The class of the grain.</summary>
    public GrainClass Class => _class;

    /// <summary>The group of stateless workers that it is one of, or null.</summary>
    public WorkerGroup? Group => _group;

    /// <summary>Where it is in its life. Any thread may read it.</summary>
    public ActivationState State => _state;

    /// <summary>The scheduler whose tasks are turns of this activation.</summary>
    public ActivationTaskScheduler TaskScheduler
    {
        get
        {
            if (_taskScheduler is { } scheduler)
                return scheduler;
            Interlocked.CompareExchange(ref _taskScheduler, new ActivationTaskScheduler(this), null);
            return _taskScheduler;
        }
    }

    /// <inheritdoc/>
    public IWorkItemScheduler Scheduler => this;

    /// <summary>What the activation needs of its silo.</summary>
    public ICallRouter Router => _router;

    /// <summary>Whether nothing runs, waits or is queued. Any thread may read it.</summary>
    public bool IsIdle => _queue.IsIdle && _running == 0 && _firstWaiting is null;

    /// <inheritdoc/>
    public bool IsGone => _state == ActivationState.Invalid;

    /// <summary>How many requests run or wait, where they are counted. Any thread may read it.</summary>
    public int RequestCount => Volatile.Read(ref _requestCount);

    /// <inheritdoc/>
    public void Receive(RequestBase request)
    {
        if (_class.CountsRequests)
        {
            var count = Interlocked.Increment(ref _requestCount);
            if (_class.MaxRequests > 0 && count - 1 > _class.MaxRequests)
            {
                Interlocked.Decrement(ref _requestCount);
                _router.Reject(request, new LimitExceededException(_class.RequestLimitName, count - 1, _class.MaxRequests, ToString()));
                return;
            }
        }

        Post(request);
    }

    /// <summary>Queues a turn. Any thread may call it.</summary>
    public void Post(TurnItem item)
    {
        if (_queue.Add(item))
            _router.Schedule(this);
    }

    /// <summary>Runs what is queued; called by the scheduler, on one thread at a time.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (_router.IsKilled)
            return;
        var previous = RuntimeContext.Exchange(this);
        try
        {
            // One task for many turns: it makes TaskScheduler.Current this activation's, to which awaits then return.
            new Task(RunTurns, this).RunSynchronously(TaskScheduler);
        }
        finally
        {
            RuntimeContext.Exchange(previous);
        }
    }

    /// <inheritdoc/>
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override string ToString() => $"[Activation: {_router.SiloAddress}/{GrainId}{ActivationId}]";

    private void RunSlice()
    {
        var baseline = ExecutionContext.Capture();
        var turns = 0;
        do
        {
            for (var item = _queue.TakeAll(); item is not null; turns++)
            {
                var next = item.Next;
                item.Next = null;
                RunTurn(item);

                Cleanse(baseline);
                if (_mustLook)
                    LookAround(baseline);
                item = next;
            }

            if (turns >= MaxTurnsPerSlice && !_queue.TryBecomeIdle())
            {
                _router.Schedule(this);
                return;
            }
        }
        while (turns < MaxTurnsPerSlice && !_queue.TryBecomeIdle());
    }

    // A turn that isn't an async method can leave AsyncLocals behind, which must not reach the next one.
    private static void Cleanse(ExecutionContext? baseline)
    {
        if (baseline is not null && !ReferenceEquals(ExecutionContext.Capture(), baseline))
            ExecutionContext.Restore(baseline);
    }

    private void RunTurn(TurnItem item)
    {
        try
        {
            item.Run(this);
        }
        catch (Exception exception)
        {
            _router.OnTurnFailed(this, exception);
        }
    }
}
