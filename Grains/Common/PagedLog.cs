using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace OrleansMicro;

/// <summary>The grains that keep the pages of one <see cref="PagedLog{T}"/>.</summary>
internal interface ILogPages<T>
{
    /// <summary>Entries of a page. Stored data depend on it.</summary>
    int PageSize { get; }

    /// <summary>Writes a page, durably. A repeat takes no later change of an entry back.</summary>
    /// <param name="page">The page's number.</param>
    /// <param name="entries">Its entries.</param>
    /// <param name="until">See <see cref="PagedLog{T}.PagedUntil"/>: of this page and all before it.</param>
    Task Write(long page, ImmutableArray<T> entries, DateTimeOffset? until);

    /// <summary>The entries of a page.</summary>
    Task<ImmutableArray<T>> Read(long page);

    /// <summary>Looks for an entry in a page.</summary>
    Task<PageMatch> Find(long page, string id);
}

/// <summary>The result of a search in a page.</summary>
/// <param name="Index">The entry's index in the page; negative: it is not there.</param>
/// <param name="Until">No entry of this page or a page before it has a later time. Null: unknown.</param>
[GenerateSerializer, Immutable, Alias("om.pagedlog.match")]
internal readonly record struct PageMatch([property: Id(0)] int Index, [property: Id(1)] DateTimeOffset? Until);

/// <summary>Archives and searches the pages of one <see cref="PagedLog{T}"/>.</summary>
/// <param name="name">Names the log in the log messages.</param>
/// <param name="pages">Where the pages are.</param>
/// <param name="owner">The state that has the log.</param>
/// <param name="get">Takes the log out of the state.</param>
/// <param name="set">Puts the log into the state.</param>
/// <param name="newest">The latest time of a page that is archived; null for a log whose entries have no times.</param>
/// <param name="clock">The time of day.</param>
/// <param name="logger">Logs pages that cannot be archived.</param>
internal sealed partial class PagedLogStore<TState, T>(
    string name,
    ILogPages<T> pages,
    GroupCommit<TState> owner,
    Func<TState, PagedLog<T>> get,
    Func<TState, PagedLog<T>, TState> set,
    Func<TState, ImmutableArray<T>, DateTimeOffset?> newest,
    TimeProvider clock,
    ILogger logger)
    where TState : class
{
    /// <summary>Pages that are asked at the same time.</summary>
    private const int Parallel = 16;

    private bool _archiving;

    private PagedLog<T> Log => get(owner.State);

    private long Pages => Log.Start / pages.PageSize;

    /// <summary>Archives pages if nothing can be added before.</summary>
    public Task MakeRoom() => Log.IsFull ? Archive() : Task.CompletedTask;

    /// <summary>
    /// Archives full pages: the page first, then the owner's state without it, so that every entry is always somewhere. What fails is retried the
    /// next time: nothing is lost by waiting.
    /// </summary>
    public async Task Archive()
    {
        if (_archiving)
            return;
        _archiving = true;
        try
        {
            while (Log.PageToArchive(pages.PageSize) is { IsDefault: false } entries)
            {
                var (page, until) = (Pages, Until(entries));
                await pages.Write(page, entries, until);
                await owner.Apply(state => (set(state, get(state).WithoutPage(page, entries, until)), true));
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
    /// Applies a change unless the entry is in a page. A page that is archived during the search is searched before the change is made.
    /// </summary>
    /// <param name="id">The entry.</param>
    /// <param name="at">The entry's time; null: it has none, so every page is searched.</param>
    /// <param name="isInTail">Whether the entry is in the owner's state, so that it can be in no page.</param>
    /// <param name="change">The change.</param>
    /// <returns>What the change gave, or the number of the entry that was found in a page.</returns>
    public async Task<(TResult? Result, long? Archived)> ApplyUnlessArchived<TResult>(
        string id, DateTimeOffset? at, Func<TState, bool> isInTail, Func<TState, (TState State, TResult Result)> change)
    {
        for (var searched = 0L; ;)
        {
            var known = searched;
            var (done, result) = await owner.Apply(state =>
            {
                if (get(state).Start / pages.PageSize > known && !(at is { } time && !get(state).MayBePaged(time)) && !isInTail(state))
                    return (state, (false, default(TResult)));
                var (next, given) = change(state);
                return (next, (true, given));
            });
            if (done)
                return (result, null);
            (var from, searched) = (searched, Pages);
            if (await Find(id, at, from, searched) is { } number)
                return (default, number);
        }
    }

    /// <summary>A part of the list in the order it was filled.</summary>
    public async Task<Page<T>> ListOldestFirst(PagedLog<T> log, long? cursor, int limit)
    {
        var from = Math.Clamp(cursor ?? 0, 0, log.Count);
        var to = Math.Min(log.Count, from + CheckLimit(limit));
        return new Page<T>(await Range(log, from, to), to < log.Count ? to : null);
    }

    /// <summary>A part of the list, newest first; the cursor is the number of the entry before which it goes on.</summary>
    public async Task<Page<T>> ListNewestFirst(PagedLog<T> log, long? cursor, int limit)
    {
        var to = Math.Clamp(cursor ?? long.MaxValue, 0, log.Count);
        var from = Math.Max(0, to - CheckLimit(limit));
        var entries = (await Range(log, from, to)).ToArray();
        Array.Reverse(entries);
        return new Page<T>(ImmutableArray.Create(entries), from > 0 ? from : null);
    }

    private DateTimeOffset? Until(ImmutableArray<T> entries) => Log.UntilWith(newest(owner.State, entries), clock.GetUtcNow());

    /// <summary>Searches pages, newest first, a few and then more at a time, as far back as the entry can be.</summary>
    private async Task<long?> Find(string id, DateTimeOffset? at, long from, long to)
    {
        for (var (end, width) = (to, 1L); end > from; width = Math.Min(Parallel, 2 * width))
        {
            var start = Math.Max(from, end - width);
            var asked = new List<Task<PageMatch>>(Parallel);
            for (var page = start; page < end; page++)
                asked.Add(pages.Find(page, id));
            var matches = await Task.WhenAll(asked);
            for (var i = 0; i < matches.Length; i++)
            {
                if (matches[i].Index >= 0)
                    return ((start + i) * pages.PageSize) + matches[i].Index;
            }

            if (at > matches[0].Until)
                return null;
            end = start;
        }

        return null;
    }

    private async Task<ImmutableArray<T>> Range(PagedLog<T> log, long from, long to)
    {
        var read = new List<Task<ImmutableArray<T>>>();
        for (var page = from / pages.PageSize; page * pages.PageSize < Math.Min(to, log.Start); page++)
            read.Add(pages.Read(page));

        var entries = ImmutableArray.CreateBuilder<T>((int)(to - from));
        var first = from / pages.PageSize * pages.PageSize;
        foreach (var page in await Task.WhenAll(read))
        {
            Take(page, first);
            first += pages.PageSize;
        }

        Take(log.Tail, log.Start);
        return entries.ToImmutable();

        void Take(ImmutableArray<T> part, long start)
        {
            var (low, high) = (Math.Max(from, start) - start, Math.Min(to, start + part.Length) - start);
            for (var i = low; i < high; i++)
                entries.Add(part[(int)i]);
        }
    }

    private static int CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.MaxPageSize);
        return limit;
    }

    [LoggerMessage(1101, LogLevel.Warning, "A page of {Log} could not be archived. It is retried with the next entry.")]
    private static partial void LogArchiveFailed(ILogger logger, Exception exception, string log);
}

/// <summary>
/// A list that only grows: the newest entries live in their owner's state, older ones in full pages. Entry <c>i</c> is in page <c>i / page size</c>.
/// <see cref="PagedLogStore{TState, T}"/> writes and searches the pages.
/// </summary>
[GenerateSerializer, Immutable, Alias("om.pagedlog`1")]
public sealed record PagedLog<T>
{
    /// <summary>The number of entries that the owner keeps at most while pages cannot be archived; more must be refused.</summary>
    public const int MaxInline = 1_024;

    /// <summary>The number of the first entry that is kept here; a multiple of the page size.</summary>
    [Id(0)]
    public long Start { get; init; }

    /// <summary>The entries from <see cref="Start"/> on.</summary>
    [Id(1)]
    public ImmutableArray<T> Tail { get; init => field = value.OrEmpty(); } = [];

    /// <summary>The time of every entry in a page is this or earlier. Null: unknown, as in rows of earlier versions, or without pages.</summary>
    [Id(2)]
    public DateTimeOffset? PagedUntil { get; init; }

    /// <summary>All entries, archived ones included.</summary>
    internal long Count => Start + Tail.Length;

    /// <summary>Whether nothing may be added until a page has been archived.</summary>
    internal bool IsFull => Tail.Length >= MaxInline;

    /// <summary>Whether an entry with this time may be in a page.</summary>
    public bool MayBePaged(DateTimeOffset at) => Start > 0 && !(at > PagedUntil);

    /// <summary>
    /// <see cref="PagedUntil"/> once one more page is archived. Pages of earlier versions do not tell how late their entries are, but nothing in a
    /// page can be later than the moment at which the first page is archived that does tell.
    /// </summary>
    /// <param name="newest">The latest time of that page; null for a log whose entries have no times.</param>
    /// <param name="now">The time of day.</param>
    public DateTimeOffset? UntilWith(DateTimeOffset? newest, DateTimeOffset now)
    {
        var until = PagedUntil ?? now;
        return newest > until ? newest : newest is null ? null : until;
    }

    /// <summary>With one more entry at the end.</summary>
    /// <exception cref="LimitExceededException">The log is full.</exception>
    public PagedLog<T> Append(T entry) => IsFull
        ? throw new LimitExceededException("Full pages could not be archived; try again later.")
        : this with { Tail = Tail.Add(entry) };

    /// <summary>
    /// The oldest page kept here, if it is time to archive it: two pages are here, so that the newest page is always at hand. Default if not.
    /// </summary>
    public ImmutableArray<T> PageToArchive(int pageSize) => Tail.Length >= 2 * pageSize ? Tail[..pageSize] : default;

    /// <summary>
    /// Without a page that was archived. The same log if an entry has changed since: then the page must be archived again, or the change is lost.
    /// </summary>
    public PagedLog<T> WithoutPage(long page, ImmutableArray<T> archived, DateTimeOffset? until) =>
        Start != page * archived.Length || Tail.Length < archived.Length || !Tail[..archived.Length].SequenceEqual(archived)
            ? this
            : this with { Start = Start + archived.Length, Tail = Tail[archived.Length..], PagedUntil = until };
}

/// <summary>The pages of a log of ids.</summary>
internal sealed class IdPages(IGrainFactory grains, string log) : ILogPages<string>
{
    public int PageSize => IdPageState.PageSize;

    public Task Write(long page, ImmutableArray<string> entries, DateTimeOffset? until) => Grain(page).Write(entries, until);

    public Task<ImmutableArray<string>> Read(long page) => Grain(page).Read();

    public Task<PageMatch> Find(long page, string id) => Grain(page).Find(id);

    private IIdPageGrain Grain(long page) => grains.GetGrain<IIdPageGrain>(string.Create(CultureInfo.InvariantCulture, $"{log}/{page}"));
}
