namespace Orleans.Runtime.Tcp;

/// <summary>
/// Bounds how many connections are greeting at a time. A further one costs the oldest its place: who means it is through in
/// milliseconds, so that those who only hold places can't keep others out.
/// </summary>
internal sealed class HandshakeSlots(int max)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<IDisposable> _open = [];

    /// <summary>How many are greeting now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Takes a place.</summary>
    public LinkedListNode<IDisposable> Enter(IDisposable connection)
    {
        LinkedListNode<IDisposable> place;
        IDisposable? evicted = null;
        lock (_lock)
        {
            place = _open.AddLast(connection);
            if (_open.Count > max)
            {
                evicted = _open.First!.Value;
                _open.RemoveFirst();
            }
        }

        evicted?.Dispose();
        return place;
    }

    /// <summary>Leaves a place, unless it was taken away.</summary>
    public void Leave(LinkedListNode<IDisposable> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
                _open.Remove(place);
        }
    }

    /// <summary>Closes all.</summary>
    public void Clear()
    {
        IDisposable[] all;
        lock (_lock)
        {
            all = [.. _open];
            _open.Clear();
        }

        foreach (var connection in all)
            connection.Dispose();
    }
}
