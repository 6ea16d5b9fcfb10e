namespace OrleansMicro.Simulation.Runtime;

/// <summary>The task scheduler of an activation. It runs turns on the simulator's queue, one at a time and in order.</summary>
internal sealed class ActivationTurns(SimActivation activation, Simulator simulator, SimProcess process) : TaskScheduler, IWorkItemScheduler
{
    private static readonly SendOrPostCallback Next = static turns => ((ActivationTurns)turns!).RunNext();
    private readonly Queue<Task> _tasks = new();

    /// <summary>The activation whose turn this thread runs.</summary>
    [field: ThreadStatic]
    public static SimActivation? CurrentActivation { get; private set; }

    /// <inheritdoc/>
    public void QueueAction(Action action)
    {
        // The request context of the code that queues must not flow into the turn.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
    }

    /// <inheritdoc/>
    public void QueueAction(Action<object> action, object state) => QueueAction(() => action(state));

    /// <inheritdoc/>
    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    protected override void QueueTask(Task task)
    {
        _tasks.Enqueue(task);
        simulator.Post(process, Next, this);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && CurrentActivation == activation && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void RunNext()
    {
        // Awaits in a turn continue in another turn of this scheduler; a synchronization context would take precedence.
        SynchronizationContext.SetSynchronizationContext(null);
        CurrentActivation = activation;
        OrleansInternals.SetContext(activation);
        try
        {
            TryExecuteTask(_tasks.Dequeue());
        }
        finally
        {
            CurrentActivation = null;
            OrleansInternals.SetContext(null);
        }
    }
}
