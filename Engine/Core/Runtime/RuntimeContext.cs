namespace Orleans.Runtime;

/// <summary>The activation whose turn runs on this thread.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IGrainContext? _current;

    /// <summary>The activation, or null outside grains.</summary>
    public static IGrainContext? Current => _current;

    /// <summary>Makes <paramref name="context"/> the current one and returns the one before, to be put back.</summary>
    public static IGrainContext? Exchange(IGrainContext? context)
    {
        var previous = _current;
        _current = context;
        return previous;
    }
}
