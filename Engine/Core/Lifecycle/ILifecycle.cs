namespace Orleans;

/// <summary>Something that starts and stops in stages.</summary>
public interface ILifecycleObservable
{
    /// <summary>Has <paramref name="observer"/> started and stopped with <paramref name="stage"/>.</summary>
    /// <returns>Disposing it ends the subscription.</returns>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}

/// <summary>What is told about a stage.</summary>
public interface ILifecycleObserver
{
    /// <summary>The stage starts.</summary>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>The stage stops.</summary>
    Task OnStop(CancellationToken cancellationToken = default);
}

/// <summary>A lifecycle together with the means to run it.</summary>
public interface ILifecycleSubject : ILifecycleObservable, ILifecycleObserver;

/// <summary>A service that takes part in a lifecycle.</summary>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    /// <summary>Subscribes to the stages of <paramref name="lifecycle"/>.</summary>
    void Participate(TLifecycleObservable lifecycle);
}
