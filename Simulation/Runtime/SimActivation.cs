using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>
/// A grain in memory: one turn at a time, calls in the order in which they came unless they may interleave, as Orleans' <c>ActivationData</c> has it.
/// </summary>
internal sealed class SimActivation : IGrainContext, IWorkItemScheduler
{
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(30);

    [ThreadStatic]
    private static SimActivation? _current;

    private readonly SiloRuntime _silo;
    private readonly GrainClass _class;
    private readonly Turns _turns;
    private readonly Lifecycle _lifecycle;
    private readonly AsyncServiceScope _scope;
    private readonly List<SimMessage> _waiting = [];
    private readonly List<SimMessage> _running = [];
    private readonly List<SimGrainTimer> _timers = [];
    private readonly Dictionary<Type, object> _components = [];
    private readonly TaskCompletionSource _ended = new();
    private SimMessage? _blocking;
    private DeactivationReason _reason;
    private Exception? _failure;
    private bool _isPumping;
    private bool _isEnding;

    public SimActivation(SiloRuntime silo, GrainId grain, Guid id)
    {
        _silo = silo;
        _class = SimTypes.ClassOf(grain.Type);
        _turns = new Turns(this);
        _scope = silo.Services.CreateAsyncScope();
        _lifecycle = new Lifecycle(silo.Logger);
        Address = new GrainAddress { GrainId = grain, SiloAddress = silo.Address, ActivationId = new ActivationId(id) };
    }

    /// <summary>Whose turn this thread runs.</summary>
    public static SimActivation? Current => _current;

    public enum Stage
    {
        Activating,
        Valid,
        Deactivating,
        Invalid,
    }

    public Stage State { get; private set; }

    public GrainAddress Address { get; }

    public GrainId GrainId => Address.GrainId;

    public ActivationId ActivationId => Address.ActivationId;

    public GrainReference GrainReference => SimTypes.Reference(GrainId, default);

    public object? GrainInstance { get; private set; }

    public GrainClass Class => _class;

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    public IWorkItemScheduler Scheduler => this;

    public Task Deactivated => _ended.Task;

    public bool IsIdle => State == Stage.Valid && _running.Count == 0 && _waiting.Count == 0;

    private SimProcess Process => _silo.Process;

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) => _components.GetValueOrDefault(componentType)
        ?? (componentType.IsInstanceOfType(GrainInstance) ? GrainInstance : componentType.IsInstanceOfType(this) ? this : null);

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (value is null)
            _components.Remove(typeof(TComponent));
        else
            _components[typeof(TComponent)] = value;
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public void ReceiveMessage(object message) => Receive((SimMessage)message);

    public void Rehydrate(IRehydrationContext context) => throw new NotSupportedException();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Deactivate(new DeactivationReason(DeactivationReasonCode.Migrating, "It moves."), cancellationToken);

    public void QueueAction(Action action) => _turns.Run(action);

    public void QueueAction(Action<object> action, object state) => _turns.Run(() => action(state));

    public void QueueTask(Task task) => task.Start(_turns);

    public void Track(SimGrainTimer timer) => _timers.Add(timer);

    public void Untrack(SimGrainTimer timer) => _timers.Remove(timer);

    /// <summary>Takes a call or a tick.</summary>
    public void Receive(SimMessage message)
    {
        if (State == Stage.Invalid || (message.IsTick && State != Stage.Valid))
        {
            if (!message.IsTick)
                _silo.PassOn(message);
            return;
        }

        _waiting.Add(message);
        Signal();
    }

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => _turns.Run(() => _ = Begin());

    public void Deactivate(DeactivationReason reason, CancellationToken cancellationToken = default)
    {
        if (State is Stage.Deactivating or Stage.Invalid)
            return;
        _reason = reason;

        // While it is being activated it ends when that is done.
        if (State == Stage.Valid)
            State = Stage.Deactivating;
        Signal();
    }

    private async Task Begin()
    {
        try
        {
            var winner = await _silo.Register(Address);
            if (!Address.Matches(winner))
            {
                // Somebody else is this grain.
                _silo.Learn(winner);
                Leave();
                return;
            }

            GrainInstance = _class.Activator.CreateInstance(this);
            await _lifecycle.OnStart();
            if (GrainInstance is IGrainBase grain)
                await grain.OnActivateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            _failure = exception;
            _silo.Unregister(Address);
            Leave();
            return;
        }

        State = _reason.ReasonCode == DeactivationReasonCode.None ? Stage.Valid : Stage.Deactivating;
        Signal();
    }

    private async Task End()
    {
        foreach (var timer in _timers.ToArray())
            timer.Dispose();
        using var limit = new CancellationTokenSource(TimeToEnd, Process.Clock);
        try
        {
            if (GrainInstance is IGrainBase grain)
                await Await(grain.OnDeactivateAsync(_reason, limit.Token)).WaitAsync(limit.Token);
            await _lifecycle.OnStop(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            _silo.Note($"{GrainId} did not end well: {exception.Message}");
        }

        _silo.Unregister(Address);
        Leave();
        await _class.Activator.DisposeInstance(this, GrainInstance!);
        await _scope.DisposeAsync();
    }

    // What a grain gives may go on asynchronously, which for WaitAsync is on the thread pool.
    private static async Task Await(Task task) => await task;

    private void Leave()
    {
        State = Stage.Invalid;
        _silo.Remove(this);
        _ended.TrySetResult();
        foreach (var message in _waiting)
        {
            if (message.IsTick)
                continue;
            if (_failure is null)
                _silo.PassOn(message);
            else
                _silo.Respond(message, Response.FromException(_failure));
        }

        _waiting.Clear();
    }

    private void Signal()
    {
        if (_isPumping)
            return;
        _isPumping = true;
        _turns.Run(Pump);
    }

    private void Pump()
    {
        _isPumping = false;
        if (State == Stage.Deactivating && _running.Count == 0 && !_isEnding)
        {
            _isEnding = true;
            _ = End();
        }

        for (var i = 0; i < _waiting.Count && State == Stage.Valid;)
        {
            var message = _waiting[i];
            if (!MayRun(message))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            _running.Add(message);
            if ((message.Options & InvokeMethodOptions.AlwaysInterleave) == 0)
                _blocking ??= message;
            _ = Run(message);
        }
    }

    private bool MayRun(SimMessage message) =>
        _running.Count == 0
        || (message.Options & InvokeMethodOptions.AlwaysInterleave) != 0
        || _blocking is null
        || (_blocking.Options & message.Options & InvokeMethodOptions.ReadOnly) != 0
        || _class.IsReentrant;

    private async Task Run(SimMessage message)
    {
        try
        {
            if (message.Body is Func<Task> tick)
                await tick();
            else if (!_silo.IsExpired(message))
                await Answer(message);
        }
        catch (Exception exception)
        {
            _silo.Note($"a timer of {GrainId} failed: {exception.Message}");
        }

        _running.Remove(message);
        if (_blocking == message)
            _blocking = null;
        if (_running.Count == 0)
            _blocking = null;
        Signal();
    }

    private async Task Answer(SimMessage message)
    {
        if (message.Context is { Count: > 0 } context)
            RequestContextExtensions.Import(context);
        Response response;
        try
        {
            var request = (IInvokable)message.Body;
            request.SetTarget(this);
            if (_silo.Filters.Length > 0 || GrainInstance is IIncomingGrainCallFilter)
            {
                var call = new SimCall(message, this, request, _silo.Filters);
                await call.Invoke();
                response = call.Response!;
            }
            else
            {
                response = SimTypes.Copier.Copy(await request.Invoke());
            }

            request.Dispose();
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        if (response.Exception is InconsistentStateException inconsistent && OrleansInternals.IsSourceActivation(inconsistent))
        {
            OrleansInternals.SetIsSourceActivation(inconsistent, false);
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, "Its state was written by another."));
        }

        if (!message.IsOneWay)
            _silo.Respond(message, response);
    }

    /// <summary>Runs the turns of an activation on the simulator's queue, one at a time and in their order.</summary>
    private sealed class Turns(SimActivation activation) : TaskScheduler
    {
        private static readonly SendOrPostCallback Next = static turns => ((Turns)turns!).RunNext();
        private readonly Queue<Task> _tasks = new();

        public void Run(Action action)
        {
            // Whoever has it done does not lend it their call's context.
            using (ExecutionContext.SuppressFlow())
                _ = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
        }

        protected override void QueueTask(Task task)
        {
            _tasks.Enqueue(task);
            activation._silo.Simulator.Post(activation.Process, Next, this);
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
            !taskWasPreviouslyQueued && _current == activation && TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

        private void RunNext()
        {
            // What a turn awaits goes on in another turn, and not where a synchronization context would have it.
            SynchronizationContext.SetSynchronizationContext(null);
            _current = activation;
            OrleansInternals.SetContext(activation);
            try
            {
                TryExecuteTask(_tasks.Dequeue());
            }
            finally
            {
                _current = null;
                OrleansInternals.SetContext(null);
            }
        }
    }

    private sealed class Lifecycle(ILogger logger) : LifecycleSubject(logger), IGrainLifecycle
    {
        public void AddMigrationParticipant(IGrainMigrationParticipant participant)
        {
        }

        public void RemoveMigrationParticipant(IGrainMigrationParticipant participant)
        {
        }
    }
}
