namespace Orleans.Runtime;

/// <summary>The lifecycle of a silo; see <see cref="ServiceLifecycleStage"/>.</summary>
public interface ISiloLifecycle : ILifecycleObservable
{
    /// <summary>The last stage that has started.</summary>
    int HighestCompletedStage { get; }

    /// <summary>The last stage that has stopped.</summary>
    int LowestStoppedStage { get; }
}

/// <summary>The lifecycle of a silo with the means to run it.</summary>
public interface ISiloLifecycleSubject : ISiloLifecycle, ILifecycleSubject;

/// <summary>The lifecycle of an activation; see <see cref="GrainLifecycleStage"/>.</summary>
public interface IGrainLifecycle : ILifecycleObservable;
