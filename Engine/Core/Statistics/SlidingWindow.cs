namespace Orleans.Runtime;

/// <summary>The newest so many values; older ones are forgotten. Not safe for several threads.</summary>
internal sealed class SlidingWindow<T>(int capacity)
{
    private readonly T[] _values = new T[capacity];
    private long _added;

    /// <summary>How many values there are.</summary>
    public int Count => (int)Math.Min(_added, _values.Length);

    /// <summary>Adds a value.</summary>
    public void Add(T value) => _values[_added++ % _values.Length] = value;

    /// <summary>The newest values, at most <paramref name="count"/>, the oldest of them first.</summary>
    public IEnumerable<T> Newest(int count)
    {
        for (var i = _added - Math.Min(count, Count); i < _added; i++)
            yield return _values[i % _values.Length];
    }
}
