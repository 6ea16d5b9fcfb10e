namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>Runs tasks on the thread pool and counts them.</summary>
internal sealed class CountingScheduler : TaskScheduler
{
    private int _count;

    /// <summary>Tasks that were given to it.</summary>
    public int Count => Volatile.Read(ref _count);

    protected override void QueueTask(Task task)
    {
        Interlocked.Increment(ref _count);
        ThreadPool.QueueUserWorkItem(_ => TryExecuteTask(task));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
