using System.Collections.Immutable;

namespace OrleansMicro.Sellers;

/// <content>
/// Entries in pages, and their sums. The ledger's row is written first, with the change and the new sums at once. The page follows, and the change
/// stays in the row until it is there.
/// </content>
public sealed partial class SellerLedgerGrain
{
    /// <summary>Pages of an earlier version that are added to the sums in one write.</summary>
    private const int PagesPerSum = 64;

    private readonly HashSet<PageChange> _written = [];

    private async Task UpdateInPage(long slot, string orderId, LedgerStatus status)
    {
        var (page, index) = (slot / LedgerRules.PageSize, (int)(slot % LedgerRules.PageSize));
        for (var isDone = false; !isDone;)
        {
            var known = _commit.State.PagedChanges;
            var entry = (await _pages.Grain(page).ReadNow())[index];
            if (entry.OrderId != orderId)
                throw new ArgumentException($"The slot belongs to order {entry.OrderId}, not {orderId}.", nameof(orderId));

            // A change that was written into its page since then may be in neither of the two.
            isDone = await _commit.Apply(state =>
                state.PagedChanges == known ? (PageSumRules.Change(state, slot, entry, status), true) : (state, false));
        }

        await WriteChanges();
    }

    /// <summary>Writes changes into their pages. Those of an earlier activation too, because a crash may have come between.</summary>
    private Task WriteChanges()
    {
        List<Task>? writes = null;
        foreach (var change in _commit.State.Changes)
        {
            if (!_written.Contains(change))
                (writes ??= []).Add(WriteIntoPage(change));
        }

        return writes is null ? Task.CompletedTask : Task.WhenAll(writes);
    }

    private async Task WriteIntoPage(PageChange change)
    {
        await _pages.Grain(change.Slot / LedgerRules.PageSize).Update((int)(change.Slot % LedgerRules.PageSize), change.OrderId, change.Status);
        if (!_written.Add(change))
            return;

        // Not worth a write of its own: a change that is written into its page twice changes nothing.
        _commit.ApplyDeferred(state =>
        {
            _written.Remove(change);
            return PageSumRules.Written(state, change);
        });
        if (_written.Count >= PageSumRules.MaxChanges / 2)
            await _commit.Flush();
    }

    /// <summary>Adds pages of an earlier version to the sums. Happens once for each ledger.</summary>
    private async Task SumPages(CancellationToken cancellation)
    {
        while (_commit.State is { } state && state.SummedPages < state.Pages)
        {
            cancellation.ThrowIfCancellationRequested();
            var (from, known) = (state.SummedPages, state.PagedChanges);
            var to = Math.Min(state.Pages, from + PagesPerSum);
            var read = new List<Task<ImmutableArray<LedgerEntry>>>();
            for (var page = from; page < to; page++)
                read.Add(_pages.Grain(page).ReadNow());
            var entries = ImmutableArray.CreateRange((await Task.WhenAll(read)).SelectMany(static page => page));
            await _commit.Apply(
                now => (now.SummedPages == from && now.PagedChanges == known ? PageSumRules.Sum(now, entries) : now, true), cancellation);
        }
    }
}
