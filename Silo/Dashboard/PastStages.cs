namespace OrleansMicro.Silo;

/// <summary>Starts what a participant of the silo's lifecycle subscribes to after those stages are over.</summary>
internal sealed class PastStages : ISiloLifecycle
{
    private readonly List<(int Stage, ILifecycleObserver Observer)> _observers = [];

    public int HighestCompletedStage => ServiceLifecycleStage.Active;

    public int LowestStoppedStage => int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var subscribed = (stage, observer);
        _observers.Add(subscribed);
        return new Subscription(() => _observers.Remove(subscribed));
    }

    /// <summary>Starts the observers in the order of their stages.</summary>
    public async Task Start()
    {
        foreach (var (_, observer) in _observers.OrderBy(static subscribed => subscribed.Stage))
            await observer.OnStart(CancellationToken.None);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
