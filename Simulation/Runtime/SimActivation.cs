using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A grain in memory, from its registration in the directory to its end.</summary>
internal sealed class SimActivation : IGrainContext
{
    private readonly SiloRuntime _silo;
    private readonly ActivationLifecycle _lifecycle;
    private readonly AsyncServiceScope _scope;
    private readonly ActivationCalls _calls;
    private readonly List<SimGrainTimer> _timers = [];
    private readonly Dictionary<Type, object> _components = [];
    private readonly TaskCompletionSource _ended = new();
    private DeactivationReason _reason;
    private Exception? _failure;
    private bool _isEnding;

    public SimActivation(SiloRuntime silo, GrainId grain, Guid id)
    {
        _silo = silo;
        Class = OrleansTypes.ClassOf(grain.Type, silo.Simulator);
        Turns = new ActivationTurns(this, silo.Simulator, silo.Process);
        _calls = new ActivationCalls(this, silo);
        _scope = silo.Services.CreateAsyncScope();
        _lifecycle = new ActivationLifecycle(silo.Logger);
        Address = new GrainAddress { GrainId = grain, SiloAddress = silo.Address, ActivationId = new ActivationId(id) };
    }

    /// <summary>The activation whose turn this thread runs.</summary>
    public static SimActivation? Current => ActivationTurns.CurrentActivation;

    /// <summary>The stages of an activation.</summary>
    public enum Stage
    {
        /// <summary>It registers and loads its state. Calls wait.</summary>
        Activating,

        /// <summary>It takes calls.</summary>
        Valid,

        /// <summary>It finishes running calls and writes what it must. New calls wait, for the next activation.</summary>
        Deactivating,

        /// <summary>It has ended. Calls are forwarded.</summary>
        Invalid,
    }

    public Stage State { get; private set; }

    public GrainClass Class { get; }

    public ActivationTurns Turns { get; }

    /// <inheritdoc/>
    public GrainAddress Address { get; }

    /// <inheritdoc/>
    public GrainId GrainId => Address.GrainId;

    /// <inheritdoc/>
    public ActivationId ActivationId => Address.ActivationId;

    /// <inheritdoc/>
    public GrainReference GrainReference => OrleansTypes.Reference(GrainId, default);

    /// <inheritdoc/>
    public object? GrainInstance { get; private set; }

    /// <inheritdoc/>
    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    /// <inheritdoc/>
    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    /// <inheritdoc/>
    public IWorkItemScheduler Scheduler => Turns;

    /// <inheritdoc/>
    public Task Deactivated => _ended.Task;

    /// <summary>Whether the collector could deactivate it.</summary>
    public bool IsIdle => State == Stage.Valid && _calls.IsEmpty;

    /// <summary>How many calls wait.</summary>
    public int WaitingCount => _calls.WaitingCount;

    /// <inheritdoc/>
    public object? GetTarget() => GrainInstance;

    /// <inheritdoc/>
    public object? GetComponent(Type componentType) => _components.GetValueOrDefault(componentType)
        ?? (componentType.IsInstanceOfType(GrainInstance) ? GrainInstance : componentType.IsInstanceOfType(this) ? this : null);

    /// <inheritdoc/>
    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (value is null)
            _components.Remove(typeof(TComponent));
        else
            _components[typeof(TComponent)] = value;
    }

    /// <inheritdoc/>
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public void ReceiveMessage(object message) => Receive((SimMessage)message);

    /// <inheritdoc/>
    public void Rehydrate(IRehydrationContext context) => throw ModelledParts.Refusal(_silo.Simulator, "migration");

    /// <inheritdoc/>
    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Deactivate(new DeactivationReason(DeactivationReasonCode.Migrating, "It moves. No state moves with it."), cancellationToken);

    public void Track(SimGrainTimer timer) => _timers.Add(timer);

    public void Untrack(SimGrainTimer timer) => _timers.Remove(timer);

    /// <summary>Receives a call, a cancellation or a tick.</summary>
    public void Receive(SimMessage message)
    {
        // The cancellation of a client is a call of its own, which waits while the grain is activated. That of a silo takes effect at once.
        if (message is { IsCancellation: true, Gateway: null } && State != Stage.Invalid)
            Turns.QueueAction(() => _ = _calls.Cancel(message));
        else if (State != Stage.Invalid && (!message.IsTick || State == Stage.Valid))
            _calls.Add(message);
        else if (!message.IsTick)
            _silo.Forward(message);
    }

    /// <inheritdoc/>
    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Turns.QueueAction(() => _ = Begin());

    /// <inheritdoc/>
    public void Deactivate(DeactivationReason reason, CancellationToken cancellationToken = default)
    {
        if (State is Stage.Deactivating or Stage.Invalid)
            return;
        _reason = reason;

        // An activation that is still being activated ends as soon as that is done.
        if (State == Stage.Valid)
            State = Stage.Deactivating;
        _calls.Signal();
    }

    /// <summary>Ends a deactivating activation as soon as its running calls are done.</summary>
    public void EndIfDue()
    {
        if (State != Stage.Deactivating || !_calls.IsIdle || _isEnding)
            return;
        _isEnding = true;
        _ = End();
    }

    private async Task Begin()
    {
        try
        {
            var winner = await _silo.Directory.Register(Address);
            if (!Address.Matches(winner))
            {
                // Another activation of this grain is registered; the waiting calls go there.
                _silo.Directory.Learn(winner);
                Leave();
                return;
            }

            GrainInstance = Class.Activator.CreateInstance(this);
            await _lifecycle.OnStart();
            if (GrainInstance is IGrainBase grain)
                await grain.OnActivateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            _failure = exception;
            _silo.Directory.Unregister(Address);
            Leave();
            return;
        }

        State = _reason.ReasonCode == DeactivationReasonCode.None ? Stage.Valid : Stage.Deactivating;
        _calls.Signal();
    }

    private async Task End()
    {
        foreach (var timer in _timers.ToArray())
            timer.Dispose();
        using var limit = new CancellationTokenSource(ClusterTimings.Deactivation, _silo.Process.Clock);
        try
        {
            if (GrainInstance is IGrainBase grain)
                await Await(grain.OnDeactivateAsync(_reason, limit.Token)).WaitAsync(limit.Token);
            await _lifecycle.OnStop(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            _silo.Note($"{GrainId} did not end in order: {exception.Message}");
        }

        _silo.Directory.Unregister(Address);
        Leave();
        await Class.Activator.DisposeInstance(this, GrainInstance!);
        await _scope.DisposeAsync();
    }

    // WaitAsync on a task of the grain directly could continue on the thread pool, if its source runs continuations asynchronously.
    private static async Task Await(Task task) => await task;

    private void Leave()
    {
        State = Stage.Invalid;
        _silo.Remove(this);
        _ended.TrySetResult();
        foreach (var message in _calls.Drain())
        {
            if (_failure is null)
                _silo.Forward(message);
            else
                _silo.Respond(message, Response.FromException(_failure));
        }
    }
}
