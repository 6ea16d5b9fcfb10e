using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace OrleansMicro.Sellers;

/// <inheritdoc cref="ISellerLedgerGrain"/>
[Reentrant]
public sealed class SellerLedgerGrain(
    [PersistentState("ledger")] IPersistentState<PagedLog<LedgerEntry>> storage,
    GrainStates states,
    StateFreshness freshness,
    TimeProvider clock,
    ILogger<SellerLedgerGrain> logger) : Grain, ISellerLedgerGrain
{
    /// <summary>The number of pages that are read in parallel, and the maximum that one call of <see cref="List"/> reads.</summary>
    private const int Parallel = 16;

    private readonly Dictionary<long, (ImmutableArray<LedgerTotal> Totals, long ReadAt)> _pageTotals = [];
    private GroupCommit<PagedLog<LedgerEntry>> _commit = null!;
    private LedgerPages _pages = null!;
    private PagedLogStore<PagedLog<LedgerEntry>, LedgerEntry> _store = null!;
    private long _pageUpdates;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        _pages = new LedgerPages(GrainFactory, this.GetPrimaryKeyString());
        _store = new PagedLogStore<PagedLog<LedgerEntry>, LedgerEntry>(
            $"ledger/{this.GetPrimaryKeyString()}",
            _pages,
            _commit,
            static log => log,
            static (_, log) => log,
            static (_, entries) => LedgerRules.Newest(entries),
            clock,
            logger);
        return Task.CompletedTask;
    }

    public async Task<long> Enter(LedgerEntry entry)
    {
        await _store.MakeRoom();
        var (slot, archived) = await _store.ApplyUnlessArchived(
            entry.OrderId, entry.PlacedAt, log => LedgerRules.IsInTail(log, entry.OrderId), log => LedgerRules.Enter(log, entry));
        await _store.Archive();
        return archived ?? slot;
    }

    public async Task Update(long slot, string orderId, LedgerStatus status)
    {
        if (await _commit.Apply(state => LedgerRules.Update(state, slot, orderId, status)))
            return;

        // Before and after: totals that are read meanwhile must not be cached, see TotalsOf.
        var page = slot / LedgerRules.PageSize;
        ForgetTotals(page);
        try
        {
            await _pages.Grain(page).Update((int)(slot % LedgerRules.PageSize), orderId, status);
        }
        finally
        {
            ForgetTotals(page);
        }
    }

    public async Task<SellerDashboard?> GetDashboard(Caller caller, CancellationToken cancellation = default)
    {
        var state = await _commit.Read(cancellation);
        if (!await IsKnown(state, caller))
            return null;
        var totals = new LedgerTotals();
        totals.Add(LedgerTotals.From(state.Tail));
        var pages = state.Start / LedgerRules.PageSize;
        for (var start = 0L; start < pages; start += Parallel)
        {
            cancellation.ThrowIfCancellationRequested();
            var asked = new List<Task<ImmutableArray<LedgerTotal>>>(Parallel);
            for (var page = start; page < Math.Min(pages, start + Parallel); page++)
                asked.Add(TotalsOf(page));
            foreach (var part in await Task.WhenAll(asked))
                totals.Add(part);
        }

        var sums = totals.ToImmutable();
        var open = sums.Where(total => total.Status == LedgerStatus.Paid).Sum(total => total.Orders);
        return new SellerDashboard(this.GetPrimaryKeyString(), sums, open, state.Count);
    }

    public async Task<Page<LedgerEntry>?> List(long? cursor, int limit, LedgerStatus? status, Caller caller, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.MaxPageSize);
        var state = await _commit.Read(cancellation);
        if (!await IsKnown(state, caller))
            return null;
        var slot = Math.Clamp(cursor ?? state.Count, 0, state.Count);
        var found = ImmutableArray.CreateBuilder<LedgerEntry>();
        Take(state.Tail, state.Start);
        for (var read = 0; slot > 0 && found.Count < limit && read < Parallel; read++)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = (slot - 1) / LedgerRules.PageSize;
            Take(await _pages.Grain(page).Read(), page * LedgerRules.PageSize);
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

    /// <summary>Whether there is such a seller. Only a seller without an order costs a call.</summary>
    private async Task<bool> IsKnown(PagedLog<LedgerEntry> state, Caller caller) =>
        state.Count > 0 || await GrainFactory.GetGrain<ISellerGrain>(this.GetPrimaryKeyString()).Get(caller) is not null;

    /// <summary>
    /// The totals of a page. Cached, because pages rarely change, and only through this grain; not for long, because another activation may exist.
    /// </summary>
    private async Task<ImmutableArray<LedgerTotal>> TotalsOf(long page)
    {
        if (_pageTotals.TryGetValue(page, out var known) && !freshness.IsOld(known.ReadAt))
            return known.Totals;
        var (updates, readAt) = (_pageUpdates, freshness.Now);
        var totals = await _pages.Grain(page).GetTotals();
        if (updates == _pageUpdates)
            _pageTotals[page] = (totals, readAt);
        return totals;
    }

    private void ForgetTotals(long page)
    {
        _pageUpdates++;
        _pageTotals.Remove(page);
    }
}

/// <summary>The pages of a seller's ledger.</summary>
internal sealed class LedgerPages(IGrainFactory grains, string sellerId) : ILogPages<LedgerEntry>
{
    public int PageSize => LedgerRules.PageSize;

    public Task Write(long page, ImmutableArray<LedgerEntry> entries, DateTimeOffset? until) => Grain(page).Write(entries, until);

    public Task<ImmutableArray<LedgerEntry>> Read(long page) => Grain(page).Read();

    public Task<PageMatch> Find(long page, string id) => Grain(page).Find(id);

    public ISellerLedgerPageGrain Grain(long page) =>
        grains.GetGrain<ISellerLedgerPageGrain>(string.Create(CultureInfo.InvariantCulture, $"{sellerId}/{page}"));
}
