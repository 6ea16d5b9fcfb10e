using System.Diagnostics;

namespace Orleans.Runtime;

/// <summary>Makes awaits of an activation come back to it: its tasks become turns.</summary>
[DebuggerDisplay("{_activation}")]
internal sealed class ActivationTaskScheduler(Activation activation) : TaskScheduler
{
    private readonly Activation _activation = activation;

    // In a simulation a continuation never runs in the middle of a turn; what starts the turns still does.
    private bool MayRunInline => !Continuations.IsSimulated || !ReferenceEquals(Current, this);

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs a task of this scheduler now.</summary>
    public void Execute(Task task) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _activation.Post(new TaskTurn(task));

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(RuntimeContext.Current, _activation) && MayRunInline && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
