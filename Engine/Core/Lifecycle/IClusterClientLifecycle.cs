namespace Orleans;

/// <summary>The lifecycle of a client; see <see cref="ServiceLifecycleStage"/>.</summary>
public interface IClusterClientLifecycle : ILifecycleObservable;
