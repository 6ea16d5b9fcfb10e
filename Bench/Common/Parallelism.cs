namespace OrleansMicro.Bench.Common;

/// <summary>Runs a bounded number of things at once.</summary>
internal static class Parallelism
{
    /// <summary>Does something with each item, at most <paramref name="workers"/> at once, items taken in their order.</summary>
    public static Task ForEach<T>(IEnumerable<T> items, int workers, Func<T, CancellationToken, Task> body, CancellationToken stop) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = stop },
            (item, token) => new ValueTask(body(item, token)));

    /// <summary>Gets something for each item; the results are in the order of the items.</summary>
    public static async Task<TResult[]> Select<T, TResult>(
        IReadOnlyList<T> items, int workers, Func<T, CancellationToken, Task<TResult>> body, CancellationToken stop)
    {
        var results = new TResult[items.Count];
        await ForEach(Enumerable.Range(0, items.Count), workers, async (i, token) => results[i] = await body(items[i], token), stop);
        return results;
    }
}
