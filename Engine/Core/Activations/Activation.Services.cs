namespace Orleans.Runtime;

/// <content>Components, timers and work of other origin than requests.</content>
internal sealed partial class Activation : IWorkItemScheduler
{
    private Dictionary<Type, object>? _components;
    private HashSet<GrainTimer>? _timers;

    /// <inheritdoc/>
    public object? GetTarget() => GrainInstance;

    /// <inheritdoc/>
    public object? GetComponent(Type componentType)
    {
        ArgumentNullException.ThrowIfNull(componentType);
        if (_components is { } components && components.TryGetValue(componentType, out var component))
            return component;
        if (GrainInstance is { } grain && componentType.IsInstanceOfType(grain))
            return grain;
        return componentType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (value is null)
            _components?.Remove(typeof(TComponent));
        else
            (_components ??= [])[typeof(TComponent)] = value;
    }

    /// <inheritdoc/>
    public void QueueAction(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Post(new ActionTurn(static state => ((Action)state)(), action));
    }

    /// <inheritdoc/>
    public void QueueAction(Action<object> action, object state)
    {
        ArgumentNullException.ThrowIfNull(action);
        Post(new ActionTurn(action, state));
    }

    /// <inheritdoc/>
    public void QueueTask(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        task.Start(TaskScheduler);
    }

    /// <summary>Keeps a timer, to end it with the activation.</summary>
    internal void AddTimer(GrainTimer timer)
    {
        lock (_deactivated)
            (_timers ??= []).Add(timer);
    }

    /// <summary>Forgets a timer.</summary>
    internal void RemoveTimer(GrainTimer timer)
    {
        lock (_deactivated)
            _timers?.Remove(timer);
    }

    /// <summary>Stops the timers of a silo that was killed.</summary>
    internal void StopTimers() => DisposeTimers();

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (_deactivated)
        {
            if (_timers is null)
                return;
            timers = [.. _timers];
            _timers = null;
        }

        foreach (var timer in timers)
            timer.Dispose();
    }
}
