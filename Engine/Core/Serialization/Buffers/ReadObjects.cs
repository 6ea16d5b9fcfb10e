namespace Orleans.Serialization.Buffers;

/// <summary>The objects read so far by their positions, mostly in ascending order.</summary>
internal sealed class ReadObjects
{
    private const int MaxKept = 256;

    [ThreadStatic]
    private static ReadObjects? _spare;

    private int[] _positions = new int[16];
    private object[] _objects = new object[16];
    private int _count;

    public static ReadObjects Rent()
    {
        var spare = _spare ?? new ReadObjects();
        _spare = null;
        return spare;
    }

    public void Return()
    {
        if (_objects.Length <= MaxKept)
        {
            Array.Clear(_objects, 0, _count);
            _count = 0;
            _spare = this;
        }
    }

    public void Add(int position, object value)
    {
        if (_count == _positions.Length)
        {
            Array.Resize(ref _positions, _count * 2);
            Array.Resize(ref _objects, _count * 2);
        }

        var index = _count;
        if (index > 0 && _positions[index - 1] > position)
        {
            // Only after going back to a part that was skipped.
            index = Array.BinarySearch(_positions, 0, _count, position);
            if (index >= 0)
            {
                _objects[index] = value;
                return;
            }

            index = ~index;
            Array.Copy(_positions, index, _positions, index + 1, _count - index);
            Array.Copy(_objects, index, _objects, index + 1, _count - index);
        }

        _positions[index] = position;
        _objects[index] = value;
        _count++;
    }

    public bool TryGet(int position, out object? value)
    {
        var index = Array.BinarySearch(_positions, 0, _count, position);
        value = index >= 0 ? _objects[index] : null;
        return index >= 0;
    }
}
