using System.Collections.Immutable;

namespace OrleansMicro.Sellers;

/// <summary>The rules that keep the sums of archived pages equal to a recount. A rule gives the same state if nothing changed.</summary>
public static class PageSumRules
{
    /// <summary>The maximum of changes that may wait for their pages.</summary>
    public const int MaxChanges = 64;

    /// <summary>The ledger with another log. Entries that have left it for a page are added to the sums.</summary>
    public static LedgerState With(LedgerState state, PagedLog<LedgerEntry> log)
    {
        if (ReferenceEquals(log, state.Log))
            return state;
        var archived = (int)(log.Start - state.Log.Start);
        if (archived == 0 || state.SummedPages < state.Pages)
            return state with { Log = log };
        var totals = new LedgerTotals(state.Sums);
        totals.Add(state.Log.Tail[..archived]);
        return state with { Log = log, SummedPages = log.Start / LedgerRules.PageSize, Sums = totals.ToSums() };
    }

    /// <summary>Changes the status of an entry in a page. A status that is not later than the present one changes nothing.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="slot">The entry's slot.</param>
    /// <param name="entry">The entry as its page has it.</param>
    /// <param name="status">The new status.</param>
    /// <exception cref="LimitExceededException">Too many changes wait for their pages.</exception>
    public static LedgerState Change(LedgerState state, long slot, LedgerEntry entry, LedgerStatus status)
    {
        var index = IndexOf(state.Changes, slot);
        var present = index < 0 ? entry : Show(entry, state.Changes[index]);
        if (status <= present.Status)
            return state;
        if (index < 0 && state.Changes.Length >= MaxChanges)
            throw new LimitExceededException("Changes could not be written into their pages; try again later.");
        var change = new PageChange(slot, entry.OrderId, status);
        state = state with { Changes = index < 0 ? state.Changes.Add(change) : state.Changes.SetItem(index, change) };
        if (slot / LedgerRules.PageSize >= state.SummedPages)
            return state;
        var totals = new LedgerTotals(state.Sums);
        totals.Move(entry, present.Status, status);
        return state with { Sums = totals.ToSums() };
    }

    /// <summary>The ledger after a change was written into its page.</summary>
    public static LedgerState Written(LedgerState state, PageChange change) => state.Changes.Contains(change)
        ? state with { Changes = state.Changes.Remove(change), PagedChanges = state.PagedChanges + 1 }
        : state;

    /// <summary>Adds the next pages to the sums, in rows of earlier versions.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="entries">The entries of the pages as they are stored.</param>
    public static LedgerState Sum(LedgerState state, ImmutableArray<LedgerEntry> entries)
    {
        var first = state.SummedPages * LedgerRules.PageSize;
        var totals = new LedgerTotals(state.Sums);
        totals.Add(Show(state.Changes, entries, first));
        return state with { SummedPages = state.SummedPages + (entries.Length / LedgerRules.PageSize), Sums = totals.ToSums() };
    }

    /// <summary>The totals of all entries.</summary>
    public static ImmutableArray<LedgerTotal> Totals(LedgerState state)
    {
        var totals = new LedgerTotals(state.Sums);
        totals.Add(state.Log.Tail);
        return totals.ToImmutable();
    }

    /// <summary>Entries of pages, with the changes that may not be in their pages yet.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="entries">The entries of the pages.</param>
    /// <param name="first">The slot of the first one.</param>
    public static ImmutableArray<LedgerEntry> Show(ImmutableArray<PageChange> changes, ImmutableArray<LedgerEntry> entries, long first)
    {
        foreach (var change in changes)
        {
            if (change.Slot >= first && change.Slot < first + entries.Length)
            {
                var index = (int)(change.Slot - first);
                entries = entries.SetItem(index, Show(entries[index], change));
            }
        }

        return entries;
    }

    private static LedgerEntry Show(LedgerEntry entry, PageChange change) =>
        change.Status > entry.Status ? entry with { Status = change.Status } : entry;

    private static int IndexOf(ImmutableArray<PageChange> changes, long slot)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            if (changes[i].Slot == slot)
                return i;
        }

        return -1;
    }
}
