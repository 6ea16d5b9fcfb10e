namespace Orleans.Serialization.Buffers;

/// <summary>The objects of a message and where they are: a short list is searched, a long one gets an index.</summary>
internal sealed class WrittenObjects
{
    private const int MaxSearched = 32;

    [ThreadStatic]
    private static WrittenObjects? _spare;

    private readonly object[] _objects = new object[MaxSearched];
    private readonly int[] _positions = new int[MaxSearched];
    private Dictionary<object, int>? _index;
    private int _count;

    public static WrittenObjects Rent()
    {
        var spare = _spare ?? new WrittenObjects();
        _spare = null;
        return spare;
    }

    public void Return()
    {
        Array.Clear(_objects, 0, _count);
        _count = 0;
        _index = null;
        _spare = this;
    }

    /// <summary>Returns where the object was written, or -1 after remembering it at the position.</summary>
    public int FindOrAdd(object value, int position)
    {
        if (_index is not null)
        {
            return FindOrAddIndexed(_index, value, position);
        }

        for (var i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_objects[i], value))
            {
                return _positions[i];
            }
        }

        if (_count == MaxSearched)
        {
            BuildIndex().Add(value, position);
            return -1;
        }

        _objects[_count] = value;
        _positions[_count++] = position;
        return -1;
    }

    private static int FindOrAddIndexed(Dictionary<object, int> index, object value, int position)
    {
        if (index.TryGetValue(value, out var found))
        {
            return found;
        }

        index.Add(value, position);
        return -1;
    }

    private Dictionary<object, int> BuildIndex()
    {
        _index = new Dictionary<object, int>(MaxSearched * 4, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < _count; i++)
        {
            _index.Add(_objects[i], _positions[i]);
        }

        return _index;
    }
}
