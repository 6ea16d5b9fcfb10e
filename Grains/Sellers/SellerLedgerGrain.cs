using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OrleansMicro.Batches;

namespace OrleansMicro.Sellers;

/// <inheritdoc cref="ISellerLedgerGrain"/>
[Reentrant]
public sealed partial class SellerLedgerGrain(
    [PersistentState("ledger")] IPersistentState<LedgerState> storage,
    GrainStates states,
    IClusterSilos silos,
    TimeProvider clock,
    ILogger<SellerLedgerGrain> logger) : HomeGrain(silos), ISellerLedgerGrain
{
    /// <summary>The maximum of pages that one call of <see cref="List"/> reads.</summary>
    private const int MaxPagesPerList = 16;

    private GroupCommit<LedgerState> _commit = null!;
    private LedgerPages _pages = null!;
    private PagedLogStore<LedgerState, LedgerEntry> _store = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        _pages = new LedgerPages(GrainFactory, this.GetPrimaryKeyString());
        _store = new PagedLogStore<LedgerState, LedgerEntry>(
            $"ledger/{this.GetPrimaryKeyString()}",
            _pages,
            _commit,
            static state => state.Log,
            PageSumRules.With,
            static (_, entries) => LedgerRules.Newest(entries),
            clock,
            logger);
        return base.OnActivateAsync(cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _commit.Flush();

    public async Task<long> Enter(LedgerEntry entry)
    {
        GoHome();
        await _store.MakeRoom();
        var (slot, archived) = await _store.ApplyUnlessArchived(
            entry.OrderId, entry.PlacedAt, state => LedgerRules.IsInTail(state.Log, entry.OrderId), state => Enter(state, entry));
        await _store.Archive();
        return archived ?? slot;
    }

    public async Task Update(long slot, string orderId, LedgerStatus status)
    {
        if (!await _commit.Apply(state => Update(state, slot, orderId, status)))
            await UpdateInPage(slot, orderId, status);
    }

    public async Task<SellerDashboard?> GetDashboard(Caller caller, CancellationToken cancellation = default)
    {
        if (!await IsKnown((await _commit.Read(cancellation)).Log, caller))
            return null;
        await SumPages(cancellation);
        var state = _commit.State;
        var totals = PageSumRules.Totals(state);
        var open = totals.Where(total => total.Status == LedgerStatus.Paid).Sum(total => total.Orders);
        return new SellerDashboard(this.GetPrimaryKeyString(), totals, open, state.Log.Count);
    }

    public async Task<Page<LedgerEntry>?> List(long? cursor, int limit, LedgerStatus? status, Caller caller, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.MaxPageSize);
        var state = await _commit.Read(cancellation);
        if (!await IsKnown(state.Log, caller))
            return null;
        var slot = Math.Clamp(cursor ?? state.Log.Count, 0, state.Log.Count);
        var found = ImmutableArray.CreateBuilder<LedgerEntry>();
        Take(state.Log.Tail, state.Log.Start);
        for (var read = 0; slot > 0 && found.Count < limit && read < MaxPagesPerList; read++)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = (slot - 1) / LedgerRules.PageSize;
            var first = page * LedgerRules.PageSize;
            Take(PageSumRules.Show(state.Changes, await _pages.Grain(page).Read(), first), first);
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

    private static (LedgerState State, long Slot) Enter(LedgerState state, LedgerEntry entry)
    {
        var (log, slot) = LedgerRules.Enter(state.Log, entry);
        return (PageSumRules.With(state, log), slot);
    }

    private static (LedgerState State, bool IsHere) Update(LedgerState state, long slot, string orderId, LedgerStatus status)
    {
        var (log, isHere) = LedgerRules.Update(state.Log, slot, orderId, status);
        return (PageSumRules.With(state, log), isHere);
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
