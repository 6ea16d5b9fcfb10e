using System.Collections.Immutable;

namespace OrleansMicro;

/// <summary>
/// A list of ids that only grows: the newest live in their owner's state, older ones in full pages elsewhere. Entry <c>i</c> is in
/// page <c>i / PageSize</c>, whose content never changes, so writing a page out twice does no harm.
/// </summary>
[GenerateSerializer, Immutable, Alias("om.pagedlog")]
public sealed record PagedLog
{
    /// <summary>Entries of a page.</summary>
    public const int PageSize = 64;

    /// <summary>Entries that the owner keeps at most while pages cannot be written out; more must be refused.</summary>
    public const int MaxInline = 16 * PageSize;

    /// <summary>No entries.</summary>
    public static readonly PagedLog Empty = new();

    /// <summary>Number of the first entry that is kept here; a multiple of <see cref="PageSize"/>.</summary>
    [Id(0)]
    public long Start { get; init; }

    /// <summary>The entries from <see cref="Start"/> on.</summary>
    [Id(1)]
    public ImmutableArray<string> Tail { get; init => field = value.OrEmpty(); } = [];

    /// <summary>All entries ever, spilled ones included.</summary>
    public long CountAll() => Start + Tail.Length;

    /// <summary>Pages written out.</summary>
    public long Pages() => Start / PageSize;

    /// <summary>Whether there is a page to write out: two pages are here, so that the newest page is always at hand.</summary>
    public bool ShouldArchive() => Tail.Length >= 2 * PageSize;

    /// <summary>Whether nothing may be added until a page has been written out.</summary>
    public bool IsFull() => Tail.Length >= MaxInline;

    /// <summary>Whether the entry is among those kept here.</summary>
    public bool Contains(string id) => Tail.LastIndexOf(id) >= 0;

    /// <summary>With one more entry at the end; <see cref="LimitExceededException"/> when <see cref="IsFull"/>.</summary>
    public PagedLog Append(string id) => IsFull()
        ? throw new LimitExceededException("Full pages could not be written out; try again later.")
        : this with { Tail = Tail.Add(id) };

    /// <summary>The oldest page kept here.</summary>
    public ImmutableArray<string> OldestPage() => Tail[..PageSize];

    /// <summary>Without the page, once it has been written out; the same when that was done before.</summary>
    public PagedLog WithoutPage(long page) =>
        Pages() == page && ShouldArchive() ? this with { Start = Start + PageSize, Tail = Tail[PageSize..] } : this;
}
