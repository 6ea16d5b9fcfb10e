using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of a grain, as the engine sees it.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object; null before it was created.</summary>
    object? GrainInstance { get; }

    /// <summary>The identity of this activation.</summary>
    ActivationId ActivationId { get; }

    /// <summary>Where this activation lives.</summary>
    GrainAddress Address { get; }

    /// <summary>Services with the lifetime of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Stages in which this activation starts.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Runs work as turns of this activation.</summary>
    IWorkItemScheduler Scheduler { get; }

    /// <summary>Completes when this activation is gone.</summary>
    Task Deactivated { get; }

    /// <summary>Sets or, with null, removes a component that is found by its type.</summary>
    void SetComponent<TComponent>(TComponent? value)
        where TComponent : class;

    /// <summary>Starts activation, if it hasn't started.</summary>
    void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);

    /// <summary>Starts deactivation, if it hasn't started: running requests end first, waiting ones go to the next activation.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>Gives access to the activation that runs.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation whose turn this is, or null outside grains.</summary>
    IGrainContext GrainContext { get; }
}

/// <summary>Runs work as turns of an activation.</summary>
public interface IWorkItemScheduler
{
    /// <summary>Runs <paramref name="action"/>.</summary>
    void QueueAction(Action action);

    /// <summary>Runs <paramref name="action"/> with <paramref name="state"/>.</summary>
    void QueueAction(Action<object> action, object state);

    /// <summary>Runs a task that was not started.</summary>
    void QueueTask(Task task);
}
