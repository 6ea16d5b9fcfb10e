using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>
/// A number that a thread has for itself while it lives, so that it can count in a place of its own without atomic operations. Threads
/// beyond the first so many share <see cref="Shared"/>.
/// </summary>
internal sealed class CounterSlot
{
    /// <summary>How many numbers there are.</summary>
    public const int Count = 32;

    /// <summary>The number of threads that have none of their own: they count atomically.</summary>
    public const int Shared = 0;

    private static readonly ConcurrentBag<int> Free = [.. Enumerable.Range(1, Count - 1)];

    [ThreadStatic]
    private static CounterSlot? _own;

    private readonly int _number = Free.TryTake(out var number) ? number : Shared;

    /// <summary>Gives the number back: the thread has ended.</summary>
    ~CounterSlot()
    {
        if (_number != Shared)
            Free.Add(_number);
    }

    /// <summary>The number of the thread that asks.</summary>
    public static int OfThread => (_own ??= new CounterSlot())._number;
}
