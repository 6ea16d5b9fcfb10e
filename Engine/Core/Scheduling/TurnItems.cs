namespace Orleans.Runtime;

/// <summary>A task of the activation's scheduler, usually the rest of a method after an await.</summary>
internal sealed class TaskTurn(Task task) : TurnItem
{
    internal override void Run(Activation activation) => activation.TaskScheduler.Execute(task);
}

/// <summary>An action.</summary>
internal sealed class ActionTurn(Action<object> action, object state) : TurnItem
{
    internal override void Run(Activation activation) => action(state);
}

/// <summary>Makes the activation look at its waiting requests and at its state again.</summary>
internal sealed class WakeTurn : TurnItem
{
    internal override void Run(Activation activation) => activation.Wake();
}

/// <summary>Marks a queue whose owner is running and which is empty.</summary>
internal sealed class RunningMark : TurnItem
{
    public static RunningMark Instance { get; } = new();

    internal override void Run(Activation activation) => throw new InvalidOperationException("The mark is no turn.");
}
