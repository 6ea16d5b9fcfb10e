namespace Orleans.Concurrency;

/// <summary>Requests to a grain of this class may interleave at every await: turns stay single-threaded, requests don't exclude each other.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>A call of this method may start while any other request of the grain is being processed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>A call of this method doesn't change the grain's state and may interleave with other read-only calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

/// <summary>The caller doesn't wait for this method: its task completes as soon as the request was handed over; errors are not reported.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

/// <summary>Names a predicate, a static or instance method <c>bool Name(IInvokable request)</c>, which says whether a request may interleave.</summary>
/// <param name="callbackMethodName">Name of the predicate method of the grain class.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute
{
    /// <summary>Name of the predicate method of the grain class.</summary>
    internal string CallbackMethodName { get; } = callbackMethodName;
}

/// <summary>
/// The grain has no identity of its own: every silo serves its calls locally by as many activations as it needs, up to a limit.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : Placement.PlacementAttribute
{
    /// <summary>At most one worker per processor.</summary>
    public StatelessWorkerAttribute() : this(-1)
    {
    }

    /// <summary>At most <paramref name="maxLocalWorkers"/> workers per silo and grain id.</summary>
    public StatelessWorkerAttribute(int maxLocalWorkers) : this(maxLocalWorkers, removeIdleWorkers: true)
    {
    }

    /// <summary>At most <paramref name="maxLocalWorkers"/> workers per silo and grain id; idle ones are removed by the idle collection.</summary>
    public StatelessWorkerAttribute(int maxLocalWorkers, bool removeIdleWorkers)
        : base(new Runtime.StatelessWorkerPlacement(maxLocalWorkers)) => RemoveIdleWorkers = removeIdleWorkers;

    /// <summary>Whether idle workers above the first are collected early.</summary>
    internal bool RemoveIdleWorkers { get; }
}
