namespace Orleans.Runtime;

/// <summary>
/// The queue of an activation: any thread adds, one runs. The head says all: null is idle, <see cref="RunningMark"/> is running with
/// nothing queued, anything else is a chain of items in reverse order, and the owner is running or scheduled.
/// </summary>
internal struct TurnQueue
{
    private TurnItem? _head;

    /// <summary>Whether nothing runs, is scheduled or is queued.</summary>
    public readonly bool IsIdle => Volatile.Read(in _head) is null;

    /// <summary>Adds an item; true if the owner was idle and must be scheduled.</summary>
    public bool Add(TurnItem item)
    {
        var head = Volatile.Read(ref _head);
        while (true)
        {
            item.Next = ReferenceEquals(head, RunningMark.Instance) ? null : head;
            var seen = Interlocked.CompareExchange(ref _head, item, head);
            if (ReferenceEquals(seen, head))
                return head is null;
            head = seen;
        }
    }

    /// <summary>Takes everything that is queued, oldest first.</summary>
    public TurnItem? TakeAll()
    {
        var item = Interlocked.Exchange(ref _head, RunningMark.Instance);
        TurnItem? oldest = null;
        while (item is not null && !ReferenceEquals(item, RunningMark.Instance))
        {
            var next = item.Next;
            item.Next = oldest;
            oldest = item;
            item = next;
        }

        return oldest;
    }

    /// <summary>Becomes idle if nothing was queued meanwhile.</summary>
    public bool TryBecomeIdle() =>
        ReferenceEquals(Interlocked.CompareExchange(ref _head, null, RunningMark.Instance), RunningMark.Instance);
}
