using System.Collections.Immutable;

namespace OrleansMicro.Sellers;

/// <summary>The rules of a seller's ledger. A rule hands back the same state when nothing changed.</summary>
public static class LedgerRules
{
    /// <summary>Entries of a page. Small, because the newest one to two pages are written with each order.</summary>
    public const int PageSize = 16;

    /// <summary>Entries kept at most while pages cannot be written out; more are refused.</summary>
    public const int MaxInline = 64 * PageSize;

    /// <summary>Whether an entry may be in one of the pages already, because its order is not younger than all that are there.</summary>
    public static bool MayBePaged(LedgerState state, LedgerEntry entry) => state.Pages > 0 && !(entry.PlacedAt > state.PagedUntil);

    /// <summary>Whether an entry is among those that are not in a page.</summary>
    public static bool IsInTail(LedgerState state, LedgerEntry entry) => state.Tail.Any(other => other.OrderId == entry.OrderId);

    /// <summary>Enters an order that is in none of the pages, and gives its slot; one that is here already keeps its slot.</summary>
    public static (LedgerState State, long Slot) Enter(LedgerState state, LedgerEntry entry)
    {
        for (var i = state.Tail.Length - 1; i >= 0; i--)
        {
            if (state.Tail[i].OrderId == entry.OrderId)
                return (state, state.Start + i);
        }

        if (state.Tail.Length >= MaxInline)
            throw new LimitExceededException("Full pages of the ledger could not be written out; try again later.");
        return (state with { Tail = state.Tail.Add(entry) }, state.Count);
    }

    /// <summary>Moves an entry on. False: it is in a page, so the page must be told.</summary>
    public static (LedgerState State, bool IsHere) Update(LedgerState state, long slot, string orderId, LedgerStatus status)
    {
        if (slot < 0 || slot >= state.Count)
            throw new ArgumentOutOfRangeException(nameof(slot), slot, $"The ledger has {state.Count} entries.");
        if (slot < state.Start)
            return (state, false);
        var tail = Update(state.Tail, (int)(slot - state.Start), orderId, status);
        return (tail == state.Tail ? state : state with { Tail = tail }, true);
    }

    /// <summary>Moves an entry on; an update that is not later than the entry's status changes nothing.</summary>
    public static ImmutableArray<LedgerEntry> Update(
        ImmutableArray<LedgerEntry> entries, int index, string orderId, LedgerStatus status)
    {
        var entry = entries[index];
        if (entry.OrderId != orderId)
            throw new ArgumentException($"The slot belongs to order {entry.OrderId}, not {orderId}.", nameof(orderId));
        return status > entry.Status ? entries.SetItem(index, entry with { Status = status }) : entries;
    }

    /// <summary>The page that is to be written out next; default when two pages are not full yet.</summary>
    public static ImmutableArray<LedgerEntry> PageToArchive(LedgerState state) =>
        state.Tail.Length >= 2 * PageSize ? state.Tail[..PageSize] : default;

    /// <summary>
    /// Without a page that was written out. The same state when an entry has moved on since it was written: then the page must be
    /// written again, or that update would be lost.
    /// </summary>
    public static LedgerState WithoutPage(LedgerState state, long page, ImmutableArray<LedgerEntry> written)
    {
        if (state.Pages != page || state.Tail.Length < PageSize || !state.Tail[..PageSize].SequenceEqual(written))
            return state;
        var newest = written.Max(static entry => entry.PlacedAt);
        return state with
        {
            Start = state.Start + PageSize,
            Tail = state.Tail[PageSize..],
            PagedUntil = state.PagedUntil > newest ? state.PagedUntil : newest,
        };
    }

    /// <summary>A page after it was written once more: no entry ever goes back, so a late writer does no harm.</summary>
    public static LedgerPageState Write(LedgerPageState state, ImmutableArray<LedgerEntry> entries)
    {
        if (state.Entries.IsEmpty)
            return new LedgerPageState { Entries = entries };
        var merged = state.Entries;
        for (var i = 0; i < entries.Length; i++)
            merged = Update(merged, i, entries[i].OrderId, entries[i].Status);
        return merged == state.Entries ? state : new LedgerPageState { Entries = merged };
    }
}
