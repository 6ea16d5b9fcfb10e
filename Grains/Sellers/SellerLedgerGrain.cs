using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace OrleansMicro.Sellers;

/// <inheritdoc cref="ISellerLedgerGrain"/>
[Reentrant]
public sealed partial class SellerLedgerGrain(
    [PersistentState("ledger")] IPersistentState<LedgerState> storage, GrainStates states, StateFreshness freshness, ILogger<SellerLedgerGrain> logger)
    : Grain, ISellerLedgerGrain
{
    /// <summary>Pages that are asked at the same time, and most that one call of <see cref="List"/> looks through.</summary>
    private const int Parallel = 16;

    private readonly Dictionary<long, (ImmutableArray<LedgerTotal> Totals, long ReadAt)> _pageTotals = [];
    private GroupCommit<LedgerState> _commit = null!;
    private bool _archiving;
    private long _pageUpdates;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        return Task.CompletedTask;
    }

    public async Task<long> Enter(LedgerEntry entry)
    {
        if (_commit.State.Tail.Length >= LedgerRules.MaxInline)
            await ArchivePage();
        var slot = await _commit.Apply(state => EnterIfNew(state, entry)) ?? await EnterOnce(entry);
        if (!LedgerRules.PageToArchive(_commit.State).IsDefault)
            await ArchivePage();
        return slot;
    }

    /// <summary>Enters an order that the pages cannot have; null if they may.</summary>
    private static (LedgerState State, long? Slot) EnterIfNew(LedgerState state, LedgerEntry entry)
    {
        if (LedgerRules.MayBePaged(state, entry) && !LedgerRules.IsInTail(state, entry))
            return (state, null);
        var (next, slot) = LedgerRules.Enter(state, entry);
        return (next, slot);
    }

    /// <summary>Searches the pages first. One that is written out during the search is searched as well before the entry is made.</summary>
    private async Task<long> EnterOnce(LedgerEntry entry)
    {
        for (var searched = 0L; ;)
        {
            var pages = _commit.State.Pages;
            if (!LedgerRules.IsInTail(_commit.State, entry) && await FindInPages(entry.OrderId, searched, pages) is { } found)
                return found;
            searched = pages;
            var slot = await _commit.Apply(
                state => state.Pages > pages && !LedgerRules.IsInTail(state, entry) ? (state, null) : Nullable(LedgerRules.Enter(state, entry)));
            if (slot is { } entered)
                return entered;
        }

        static (LedgerState, long?) Nullable((LedgerState State, long Slot) entered) => entered;
    }

    public async Task Update(long slot, string orderId, LedgerStatus status)
    {
        if (await _commit.Apply(state => LedgerRules.Update(state, slot, orderId, status)))
            return;

        // Before and after: totals that were read meanwhile must not be kept, see TotalsOf.
        var page = slot / LedgerRules.PageSize;
        ForgetTotals(page);
        try
        {
            await Page(page).Update((int)(slot % LedgerRules.PageSize), orderId, status);
        }
        finally
        {
            ForgetTotals(page);
        }
    }

    public async Task<SellerDashboard> GetDashboard(Caller caller, CancellationToken cancellation = default)
    {
        var state = await _commit.Read();
        var totals = new LedgerTotals();
        totals.Add(LedgerTotals.From(state.Tail));
        for (var start = 0L; start < state.Pages; start += Parallel)
        {
            var asked = new List<Task<ImmutableArray<LedgerTotal>>>(Parallel);
            for (var page = start; page < Math.Min(state.Pages, start + Parallel); page++)
                asked.Add(TotalsOf(page));
            foreach (var part in await Task.WhenAll(asked))
                totals.Add(part);
        }

        var sums = totals.ToImmutable();
        var open = sums.Where(total => total.Status == LedgerStatus.Paid).Sum(total => total.Orders);
        return new SellerDashboard(this.GetPrimaryKeyString(), sums, open, state.Count);
    }

    public async Task<Page<LedgerEntry>> List(long? cursor, int limit, LedgerStatus? status, Caller caller, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.MaxPageSize);
        var state = await _commit.Read();
        var slot = Math.Clamp(cursor ?? state.Count, 0, state.Count);
        var found = ImmutableArray.CreateBuilder<LedgerEntry>();
        Take(state.Tail, state.Start);
        for (var read = 0; slot > 0 && found.Count < limit && read < Parallel; read++)
        {
            var page = (slot - 1) / LedgerRules.PageSize;
            Take(await Page(page).Read(), page * LedgerRules.PageSize);
        }

        return new Page<LedgerEntry>(found.ToImmutable(), slot > 0 ? slot : null);

        void Take(ImmutableArray<LedgerEntry> entries, long start)
        {
            for (; slot > start && found.Count < limit; slot--)
            {
                var entry = entries[(int)(slot - 1 - start)];
                if (status is null || entry.Status == status)
                    found.Add(entry);
            }
        }
    }

    private async Task<long?> FindInPages(string orderId, long from, long to)
    {
        for (var end = to; end > from; end -= Parallel)
        {
            var first = Math.Max(from, end - Parallel);
            var asked = new List<Task<ImmutableArray<LedgerEntry>>>(Parallel);
            for (var page = first; page < end; page++)
                asked.Add(Page(page).Read());
            foreach (var entries in await Task.WhenAll(asked))
            {
                for (var i = 0; i < entries.Length; i++)
                {
                    if (entries[i].OrderId == orderId)
                        return (first * LedgerRules.PageSize) + i;
                }

                first++;
            }
        }

        return null;
    }

    /// <summary>The totals of a page. Kept, because pages change only through this grain and rarely; not for long, because it may have another activation.</summary>
    private async Task<ImmutableArray<LedgerTotal>> TotalsOf(long page)
    {
        if (_pageTotals.TryGetValue(page, out var known) && !freshness.IsOld(known.ReadAt))
            return known.Totals;
        var (updates, readAt) = (_pageUpdates, freshness.Now);
        var totals = await Page(page).GetTotals();
        if (updates == _pageUpdates)
            _pageTotals[page] = (totals, readAt);
        return totals;
    }

    private void ForgetTotals(long page)
    {
        _pageUpdates++;
        _pageTotals.Remove(page);
    }

    /// <summary>
    /// Writes full pages out: the page first, then the state without it, so that every entry is always somewhere. An entry that moves on
    /// meanwhile has its page written again. What fails is tried again with the next order.
    /// </summary>
    private async Task ArchivePage()
    {
        if (_archiving)
            return;
        _archiving = true;
        try
        {
            while (LedgerRules.PageToArchive(_commit.State) is { IsDefault: false } entries)
            {
                var page = _commit.State.Pages;
                await Page(page).Write(entries);
                await _commit.Apply(state => (LedgerRules.WithoutPage(state, page, entries), true));
            }
        }
        catch (Exception exception)
        {
            LogArchiveFailed(logger, exception, this.GetPrimaryKeyString());
        }
        finally
        {
            _archiving = false;
        }
    }

    private ISellerLedgerPageGrain Page(long page) => GrainFactory.GetGrain<ISellerLedgerPageGrain>(
        string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}/{page}"));

    [LoggerMessage(1402, LogLevel.Warning, "A page of seller {Seller}'s ledger could not be written out; trying again with the next order.")]
    private static partial void LogArchiveFailed(ILogger logger, Exception exception, string seller);
}
