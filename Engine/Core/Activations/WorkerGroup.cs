namespace Orleans.Runtime;

/// <summary>The activations of one stateless worker in this silo: a call goes to an idle one, or to a new one while there may be more.</summary>
internal sealed class WorkerGroup(GrainId grainId, GrainClass grainClass, ICallRouter router, int maxWorkers) : ICallTarget
{
    private readonly Lock _lock = new();
    private readonly List<Activation> _workers = [];

    /// <inheritdoc/>
    public bool IsGone => false;

    /// <summary>The activations there are now.</summary>
    public Activation[] Workers
    {
        get
        {
            lock (_lock)
                return [.. _workers];
        }
    }

    /// <inheritdoc/>
    public void Receive(RequestBase request) => Choose().Receive(request);

    /// <summary>Forgets an activation that is gone.</summary>
    public void Remove(Activation worker)
    {
        lock (_lock)
            _workers.Remove(worker);
    }

    private Activation Choose()
    {
        lock (_lock)
        {
            Activation? best = null;
            foreach (var worker in _workers)
            {
                if (worker.IsEnding || worker.IsGone)
                    continue;
                if (worker.RequestCount == 0)
                    return worker;
                if (best is null || worker.RequestCount < best.RequestCount)
                    best = worker;
            }

            if (best is not null && _workers.Count >= maxWorkers)
                return best;
            var added = new Activation(grainId, grainClass, router, this);
            _workers.Add(added);
            return added;
        }
    }
}
