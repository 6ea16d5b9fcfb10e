using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace OrleansMicro;

/// <summary>Reads and writes the spilled pages of one <see cref="PagedLog"/>.</summary>
/// <param name="grains">Where the page grains live.</param>
/// <param name="name">Names the log; the page grains' keys start with it.</param>
/// <param name="logger">Is told of pages that cannot be written out.</param>
internal sealed partial class PagedLogStore(IGrainFactory grains, string name, ILogger logger)
{
    /// <summary>Pages that are asked at the same time.</summary>
    private const int Parallel = 16;

    private bool _archiving;

    /// <summary>
    /// Writes full pages out and takes them out of their owner's state, page first, so that every entry is always somewhere. What fails
    /// is tried again the next time: nothing is lost by waiting.
    /// </summary>
    public async Task ArchivePage<TState>(GroupCommit<TState> owner, Func<TState, PagedLog> get, Func<TState, PagedLog, TState> set)
        where TState : class
    {
        if (_archiving)
            return;
        _archiving = true;
        try
        {
            while (get(owner.State) is { } log && log.ShouldArchive())
            {
                var page = log.Pages();
                await Page(page).Write(log.OldestPage());
                await owner.Apply(state => (set(state, get(state).WithoutPage(page)), true));
            }
        }
        catch (Exception exception)
        {
            LogArchiveFailed(logger, exception, name);
        }
        finally
        {
            _archiving = false;
        }
    }

    /// <summary>
    /// Carries out a change that is wanted only if the id is nowhere in the log, pages included. A page that is written out during the
    /// search is searched as well before the change is made.
    /// </summary>
    /// <returns>What the change gave; default when the id was found in a page.</returns>
    public async Task<TResult?> ApplyUnlessArchived<TState, TResult>(
        GroupCommit<TState> owner, Func<TState, PagedLog> get, string id, Func<TState, (TState State, TResult Result)> change)
        where TState : class
    {
        for (var searched = 0L; ;)
        {
            var pages = get(owner.State).Pages();
            if (await IsInPages(id, searched, pages))
                return default;
            searched = pages;
            var (done, result) = await owner.Apply(state =>
            {
                if (get(state).Pages() > pages)
                    return (state, (false, default(TResult)));
                var (next, given) = change(state);
                return (next, (true, given));
            });
            if (done)
                return result;
        }
    }

    /// <summary>A part of the list in the order it was filled.</summary>
    public async Task<Page<string>> ListOldestFirst(PagedLog log, long? cursor, int limit)
    {
        var from = Math.Clamp(cursor ?? 0, 0, log.CountAll());
        var to = Math.Min(log.CountAll(), from + CheckLimit(limit));
        return new Page<string>(await Range(log, from, to), to < log.CountAll() ? to : null);
    }

    /// <summary>A part of the list, newest first; the cursor is the number of the entry before which it goes on.</summary>
    public async Task<Page<string>> ListNewestFirst(PagedLog log, long? cursor, int limit)
    {
        var to = Math.Clamp(cursor ?? long.MaxValue, 0, log.CountAll());
        var from = Math.Max(0, to - CheckLimit(limit));
        var ids = (await Range(log, from, to)).ToArray();
        Array.Reverse(ids);
        return new Page<string>(ImmutableArray.Create(ids), from > 0 ? from : null);
    }

    private async Task<bool> IsInPages(string id, long from, long to)
    {
        for (var end = to; end > from; end -= Parallel)
        {
            var asked = new List<Task<bool>>(Parallel);
            for (var page = end - 1; page >= Math.Max(from, end - Parallel); page--)
                asked.Add(Page(page).Contains(id));
            if ((await Task.WhenAll(asked)).Contains(true))
                return true;
        }

        return false;
    }

    private async Task<ImmutableArray<string>> Range(PagedLog log, long from, long to)
    {
        var pages = new List<Task<ImmutableArray<string>>>();
        for (var page = from / PagedLog.PageSize; page * PagedLog.PageSize < Math.Min(to, log.Start); page++)
            pages.Add(Page(page).Read());

        var ids = ImmutableArray.CreateBuilder<string>((int)(to - from));
        var first = from / PagedLog.PageSize * PagedLog.PageSize;
        foreach (var page in await Task.WhenAll(pages))
        {
            Take(page, first);
            first += PagedLog.PageSize;
        }

        Take(log.Tail, log.Start);
        return ids.ToImmutable();

        void Take(ImmutableArray<string> part, long start)
        {
            var (low, high) = (Math.Max(from, start) - start, Math.Min(to, start + part.Length) - start);
            for (var i = low; i < high; i++)
                ids.Add(part[(int)i]);
        }
    }

    private static int CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.MaxPageSize);
        return limit;
    }

    private IIdPageGrain Page(long page) =>
        grains.GetGrain<IIdPageGrain>(string.Create(CultureInfo.InvariantCulture, $"{name}/{page}"));

    [LoggerMessage(1101, LogLevel.Warning, "A page of {Log} could not be written out; trying again with the next entry.")]
    private static partial void LogArchiveFailed(ILogger logger, Exception exception, string log);
}
