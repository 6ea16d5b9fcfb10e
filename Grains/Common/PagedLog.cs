using System.Collections.Immutable;
using System.Globalization;

namespace OrleansMicro;

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
    /// <inheritdoc cref="ILogPages{T}.PageSize"/>
    public const int Size = 64;

    public int PageSize => Size;

    public Task Write(long page, ImmutableArray<string> entries, DateTimeOffset? until) => Grain(page).Write(entries, until);

    public Task<ImmutableArray<string>> Read(long page) => Grain(page).Read();

    public Task<PageMatch> Find(long page, string id) => Grain(page).Find(id);

    private IIdPageGrain Grain(long page) => grains.GetGrain<IIdPageGrain>(string.Create(CultureInfo.InvariantCulture, $"{log}/{page}"));
}
