using System.Collections.Immutable;

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
