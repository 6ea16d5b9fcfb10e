using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansMicro.Sellers;

/// <summary>The rules of a seller's ledger. A rule gives the same log if nothing changed.</summary>
public static class LedgerRules
{
    /// <summary>Entries of a page. Small, because the newest one to two pages are written with each order. Stored data depend on it.</summary>
    public const int PageSize = 16;

    /// <summary>Whether an order is among the entries that are not in a page.</summary>
    public static bool IsInTail(PagedLog<LedgerEntry> log, string orderId) => log.Tail.Any(entry => entry.OrderId == orderId);

    /// <summary>Enters an order that is in none of the pages, and gives its slot; one that is here already keeps its slot.</summary>
    public static (PagedLog<LedgerEntry> Log, long Slot) Enter(PagedLog<LedgerEntry> log, LedgerEntry entry)
    {
        for (var i = log.Tail.Length - 1; i >= 0; i--)
        {
            if (log.Tail[i].OrderId == entry.OrderId)
                return (log, log.Start + i);
        }

        return (log.Append(entry), log.Count);
    }

    /// <summary>Changes the status of an entry. False: it is in a page, so the page must change.</summary>
    public static (PagedLog<LedgerEntry> Log, bool IsHere) Update(PagedLog<LedgerEntry> log, long slot, string orderId, LedgerStatus status)
    {
        if (slot < 0 || slot >= log.Count)
            throw new ArgumentOutOfRangeException(nameof(slot), slot, $"The ledger has {log.Count} entries.");
        if (slot < log.Start)
            return (log, false);
        var tail = Update(log.Tail, (int)(slot - log.Start), orderId, status);
        return (tail == log.Tail ? log : log with { Tail = tail }, true);
    }

    /// <summary>Changes the status of an entry; one that is not later than the present status changes nothing.</summary>
    public static ImmutableArray<LedgerEntry> Update(
        ImmutableArray<LedgerEntry> entries, int index, string orderId, LedgerStatus status)
    {
        var entry = entries[index];
        if (entry.OrderId != orderId)
            throw new ArgumentException($"The slot belongs to order {entry.OrderId}, not {orderId}.", nameof(orderId));
        return status > entry.Status ? entries.SetItem(index, entry with { Status = status }) : entries;
    }

    /// <summary>The latest time at which an order of a page was placed.</summary>
    public static DateTimeOffset? Newest(ImmutableArray<LedgerEntry> entries) => entries.Max(static entry => (DateTimeOffset?)entry.PlacedAt);

    /// <summary>A page after it was written once more. No entry ever goes back to an earlier status, so a late writer does no harm.</summary>
    public static LedgerPageState Write(LedgerPageState state, ImmutableArray<LedgerEntry> entries, DateTimeOffset? until)
    {
        if (state.Entries.IsEmpty)
            return new LedgerPageState { Entries = entries, Until = until };
        var merged = state.Entries;
        for (var i = 0; i < entries.Length; i++)
            merged = Update(merged, i, entries[i].OrderId, entries[i].Status);
        return merged == state.Entries ? state : state with { Entries = merged };
    }
}

/// <summary>
/// A seller's ledger as it is stored: the newest entries, and the sums of those in pages, so that a dashboard reads no page. See
/// docs/decisions/0030-keep-the-sums-of-archived-pages-in-the-ledger.md.
/// </summary>
[GenerateSerializer, Immutable, Alias("om.ledger.state")]
public sealed record LedgerState
{
    /// <summary>The entries. In storage, its parts stand beside the sums, as in rows of earlier versions.</summary>
    [Id(0), JsonIgnore]
    public PagedLog<LedgerEntry> Log { get; init; } = new();

    /// <summary>How many pages are in <see cref="Sums"/>, from the first one on. Fewer than there are in rows of earlier versions.</summary>
    [Id(1)]
    public long SummedPages { get; init; }

    /// <summary>The sums of the entries in those pages, with <see cref="Changes"/>.</summary>
    [Id(2)]
    public ImmutableArray<LedgerSum> Sums { get; init => field = value.OrEmpty(); } = [];

    /// <summary>Changes of entries in pages that may not be in their pages yet, at most one for each slot.</summary>
    [Id(3)]
    public ImmutableArray<PageChange> Changes { get; init => field = value.OrEmpty(); } = [];

    /// <summary>How many changes are in their pages and no longer here. Tells whether a page that was read before may lack a change.</summary>
    [Id(4)]
    public long PagedChanges { get; init; }

    /// <summary>See <see cref="PagedLog{T}.Start"/>.</summary>
    [JsonInclude]
    internal long Start { get => Log.Start; init => Log = Log with { Start = value }; }

    /// <summary>See <see cref="PagedLog{T}.Tail"/>.</summary>
    [JsonInclude]
    internal ImmutableArray<LedgerEntry> Tail { get => Log.Tail; init => Log = Log with { Tail = value }; }

    /// <summary>See <see cref="PagedLog{T}.PagedUntil"/>.</summary>
    [JsonInclude]
    internal DateTimeOffset? PagedUntil { get => Log.PagedUntil; init => Log = Log with { PagedUntil = value }; }

    /// <summary>How many pages there are.</summary>
    [JsonIgnore]
    public long Pages => Log.Start / LedgerRules.PageSize;
}

/// <summary>The sum of the entries of one status and currency. The amount of many large orders needs more than 64 bits.</summary>
[GenerateSerializer, Immutable, Alias("om.ledger.sum")]
public readonly record struct LedgerSum(
    [property: Id(0)] LedgerStatus Status,
    [property: Id(1)] string Currency,
    [property: Id(2)] long Orders,
    [property: Id(3)] long Units,
    [property: Id(4)] Int128 Minor);

/// <summary>A new status of an entry in a page.</summary>
[GenerateSerializer, Immutable, Alias("om.ledger.change")]
public sealed record PageChange([property: Id(0)] long Slot, [property: Id(1)] string OrderId, [property: Id(2)] LedgerStatus Status);
