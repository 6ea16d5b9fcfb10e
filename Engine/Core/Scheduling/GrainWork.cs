using System.ComponentModel;

namespace Orleans.Runtime;

/// <summary>Work that a grain does as a whole, over one or many turns: a request or the tick of a timer. Such work excludes other such work.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainWork : TurnItem
{
    private protected GrainWork()
    {
    }

    /// <summary>Whether it may run beside other read-only work.</summary>
    internal abstract bool IsReadOnly { get; }

    /// <summary>Whether it may run beside any work.</summary>
    internal abstract bool IsAlwaysInterleave { get; }

    /// <summary>The call chain that it is part of, or an empty id.</summary>
    internal abstract Guid ReentrancyId { get; }

    /// <summary>Whether it counts as use of the activation.</summary>
    internal virtual bool KeepsAlive => true;

    /// <summary>When it began to wait for its turn, in milliseconds of the coarse clock.</summary>
    internal long WaitingSince { get; set; }

    /// <summary>Set when it failed because the activation's state is stale.</summary>
    internal Exception? StaleState { get; private protected set; }

    /// <summary>Starts the work; the result completes, without failing, when it has ended.</summary>
    internal abstract ValueTask Begin(Activation activation);

    /// <summary>The work has ended.</summary>
    internal abstract void End(Activation activation);

    /// <summary>The activation can't do the work: because it failed, for <paramref name="reason"/>, or because it has ended.</summary>
    internal abstract void Refuse(Activation activation, Exception? reason);

    internal sealed override void Run(Activation activation) => activation.Accept(this);
}
