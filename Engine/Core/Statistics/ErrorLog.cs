namespace Orleans.Runtime;

/// <summary>
/// The last errors of a silo. Errors of one kind share an entry, so that a storm of one doesn't hide the others; arguments and keys
/// are never kept.
/// </summary>
internal sealed class ErrorLog(TimeProvider time)
{
    /// <summary>Most entries kept; the one that was quiet for longest makes room.</summary>
    public const int Capacity = 50;

    private const int MaxMessageLength = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Grain, string Method, Type Exception), ErrorReport> _entries = [];

    /// <summary>The errors, the newest first.</summary>
    public ErrorReport[] Newest
    {
        get
        {
            lock (_lock)
                return [.. _entries.Values.OrderByDescending(static entry => entry.Time)];
        }
    }

    /// <summary>Notes an error.</summary>
    public void Add(string grainType, string method, Exception exception)
    {
        // Somebody gave up on purpose.
        if (exception is OperationCanceledException)
            return;
        var key = (grainType, method, exception.GetType());
        var now = time.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            var count = 1L;
            if (_entries.TryGetValue(key, out var known))
                count += known.Count;
            else if (_entries.Count >= Capacity)
                _entries.Remove(_entries.MinBy(static entry => entry.Value.Time).Key);
            _entries[key] = new ErrorReport
            {
                Time = now,
                GrainType = grainType,
                Method = method,
                ExceptionType = exception.GetType().FullName ?? exception.GetType().Name,
                Message = Shorten(exception.Message),
                Count = count,
            };
        }
    }

    private static string Shorten(string text) => text.Length <= MaxMessageLength ? text : string.Concat(text.AsSpan(0, MaxMessageLength - 1), "…");
}
