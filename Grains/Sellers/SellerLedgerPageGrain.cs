using System.Collections.Immutable;

namespace OrleansMicro.Sellers;

/// <inheritdoc cref="ISellerLedgerPageGrain"/>
public sealed class SellerLedgerPageGrain([PersistentState("ledgerpage")] IPersistentState<LedgerPageState> storage)
    : Grain, ISellerLedgerPageGrain
{
    private CommittedState<LedgerPageState> _committed = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = new CommittedState<LedgerPageState>(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task Write(ImmutableArray<LedgerEntry> entries) => Commit(LedgerRules.Write(_committed.State, entries));

    public Task<ImmutableArray<LedgerEntry>> Read() => Task.FromResult(_committed.State.Entries);

    public Task<ImmutableArray<LedgerTotal>> GetTotals() => Task.FromResult(LedgerTotals.Of(_committed.State.Entries));

    public Task Update(int index, string orderId, LedgerStatus status)
    {
        var entries = LedgerRules.Update(_committed.State.Entries, index, orderId, status);
        return entries == _committed.State.Entries ? Task.CompletedTask : Commit(new LedgerPageState { Entries = entries });
    }

    private Task Commit(LedgerPageState next) =>
        ReferenceEquals(next, _committed.State) ? Task.CompletedTask : _committed.Write(next);
}
