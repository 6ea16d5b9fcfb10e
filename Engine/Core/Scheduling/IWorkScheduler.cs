namespace Orleans.Runtime;

/// <summary>
/// Runs activations. The ordinary one is the thread pool; a simulator replaces it by one that runs everything on one thread in an
/// order of its choice.
/// </summary>
internal interface IWorkScheduler
{
    /// <summary>Runs <paramref name="work"/> later, once.</summary>
    void Schedule(IThreadPoolWorkItem work);
}

/// <summary>The thread pool.</summary>
internal sealed class ThreadPoolScheduler : IWorkScheduler
{
    /// <summary>The only instance; it is known to the hot path, which then calls the pool directly.</summary>
    public static ThreadPoolScheduler Instance { get; } = new();

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: true);
}
