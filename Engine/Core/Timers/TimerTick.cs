using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>One tick of a timer, which waits for its turn like a request.</summary>
internal sealed class TimerTick(GrainTimer timer) : GrainWork
{
    internal override bool IsReadOnly => false;

    internal override bool IsAlwaysInterleave => timer.IsInterleaving;

    internal override Guid ReentrancyId => Guid.Empty;

    internal override bool KeepsAlive => timer.KeepsAlive;

    internal override ValueTask Begin(Activation activation) => timer.Tick(this);

    internal override void End(Activation activation)
    {
    }

    // The next activation makes timers of its own.
    internal override void Refuse(Activation activation, Exception? reason)
    {
    }

    /// <summary>Notes a failure that says that the activation's state is stale.</summary>
    internal void NoteFault(Exception exception)
    {
        if (exception is InconsistentStateException { IsHandled: false } stale)
        {
            stale.IsHandled = true;
            StaleState = stale;
        }
    }
}
