namespace Orleans.Runtime;

/// <summary>
/// The local calls that wait for their answer, in a few linked lists so that threads don't meet. A sweep finds those whose deadline
/// is past: one timer for all calls.
/// </summary>
internal sealed class PendingCalls
{
    private const int ListCount = 16;

    private readonly PendingList[] _lists = [.. Enumerable.Range(0, ListCount).Select(static _ => new PendingList())];

    /// <summary>Adds a call.</summary>
    public void Add(RequestBase request)
    {
        var index = Environment.CurrentManagedThreadId & (ListCount - 1);
        _lists[index].Add(request, (byte)(index + 1));
    }

    /// <summary>Removes a call; false if it wasn't there any more.</summary>
    public bool Remove(RequestBase request)
    {
        var list = Volatile.Read(ref request.Pending.List);
        return list != 0 && _lists[list - 1].Remove(request);
    }

    /// <summary>Removes and returns the calls whose deadline is before <paramref name="now"/>.</summary>
    public List<RequestBase> TakeExpired(long now)
    {
        var expired = new List<RequestBase>();
        foreach (var list in _lists)
            list.Take(expired, request => request.Deadline < now);
        return expired;
    }

    /// <summary>Removes and returns all calls.</summary>
    public List<RequestBase> TakeAll()
    {
        var all = new List<RequestBase>();
        foreach (var list in _lists)
            list.Take(all, static _ => true);
        return all;
    }

    private sealed class PendingList
    {
        private readonly Lock _lock = new();
        private RequestBase? _first;

        public void Add(RequestBase request, byte number)
        {
            lock (_lock)
            {
                // Only now: whoever removes it must find it linked.
                request.Pending.List = number;
                request.Pending.Next = _first;
                if (_first is not null)
                    _first.Pending.Previous = request;
                _first = request;
            }
        }

        public bool Remove(RequestBase request)
        {
            lock (_lock)
                return Unlink(request);
        }

        public void Take(List<RequestBase> taken, Func<RequestBase, bool> isWanted)
        {
            if (Volatile.Read(ref _first) is null)
                return;
            lock (_lock)
            {
                for (var request = _first; request is not null;)
                {
                    var next = request.Pending.Next;
                    if (isWanted(request))
                    {
                        Unlink(request);
                        taken.Add(request);
                    }

                    request = next;
                }
            }
        }

        private bool Unlink(RequestBase request)
        {
            ref var link = ref request.Pending;
            if (link.List == 0)
                return false;
            if (link.Previous is null)
                _first = link.Next;
            else
                link.Previous.Pending.Next = link.Next;
            if (link.Next is not null)
                link.Next.Pending.Previous = link.Previous;
            link = default;
            return true;
        }
    }
}
