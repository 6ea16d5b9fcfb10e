using System.ComponentModel;

namespace Orleans.Runtime;

/// <summary>Something that an activation does as a turn, and the link of its queue, so that queueing allocates nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TurnItem
{
    private protected TurnItem()
    {
    }

    /// <summary>The item that was queued before this one.</summary>
    internal TurnItem? Next { get; set; }

    /// <summary>Runs the turn.</summary>
    internal abstract void Run(Activation activation);
}
