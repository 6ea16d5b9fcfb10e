namespace Orleans.Runtime;

/// <summary>The lifecycle of one activation: few observers, one after another, without the cost of a host's lifecycle.</summary>
internal sealed class ActivationLifecycle : IGrainLifecycle
{
    private readonly List<Subscription> _subscriptions = [];
    private int _started;

    /// <inheritdoc/>
    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription(this, stage, observer);
        var index = _subscriptions.FindIndex(other => other.Stage > stage);
        _subscriptions.Insert(index < 0 ? _subscriptions.Count : index, subscription);
        return subscription;
    }

    /// <summary>Starts the observers in the order of their stages.</summary>
    public async Task OnStart(CancellationToken cancellationToken)
    {
        for (_started = 0; _started < _subscriptions.Count; _started++)
            await _subscriptions[_started].Observer.OnStart(cancellationToken);
    }

    /// <summary>Stops the observers in the opposite order.</summary>
    public async Task OnStop(CancellationToken cancellationToken)
    {
        for (var i = Math.Min(_started, _subscriptions.Count) - 1; i >= 0; i--)
            await _subscriptions[i].Observer.OnStop(cancellationToken);
    }

    private sealed class Subscription(ActivationLifecycle owner, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose() => owner._subscriptions.Remove(this);
    }
}
