namespace Orleans.Runtime;

/// <summary>
/// Where what waits for a call goes on. Ordinarily on the thread pool, or wherever its context says. On the thread of a simulation there is
/// no pool: what has a context goes on there, never in the middle of what completes it, and the rest at once.
/// </summary>
internal static class Continuations
{
    [ThreadStatic]
    private static bool _isSimulated;

    /// <summary>Whether this thread runs a simulation.</summary>
    public static bool IsSimulated
    {
        get => _isSimulated;
        set => _isSimulated = value;
    }

    /// <summary>How a completion source is to be made.</summary>
    public static TaskCreationOptions Mode => _isSimulated ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;
}
