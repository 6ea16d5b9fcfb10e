using System.Collections.Immutable;

namespace OrleansMicro.Sellers;

/// <inheritdoc cref="ISellerLedgerPageGrain"/>
public sealed class SellerLedgerPageGrain([PersistentState("ledgerpage")] IPersistentState<LedgerPageState> storage, GrainStates states)
    : Grain, ISellerLedgerPageGrain
{
    private CommittedState<LedgerPageState> _committed = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = states.OneByOne(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task Write(ImmutableArray<LedgerEntry> entries) => _committed.Commit(LedgerRules.Write(_committed.State, entries));

    public async Task<ImmutableArray<LedgerEntry>> Read() => (await _committed.Read()).Entries;

    public async Task<ImmutableArray<LedgerTotal>> GetTotals() => LedgerTotals.From((await _committed.Read()).Entries);

    public Task Update(int index, string orderId, LedgerStatus status)
    {
        var entries = LedgerRules.Update(_committed.State.Entries, index, orderId, status);
        return _committed.Commit(entries == _committed.State.Entries ? _committed.State : new LedgerPageState { Entries = entries });
    }
}
