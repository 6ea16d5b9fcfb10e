using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro.Sellers;

/// <summary>A full page of a seller's ledger. Key: <c>{sellerId}/{page number}</c>.</summary>
[Alias("om.ISellerLedgerPageGrain")]
internal interface ISellerLedgerPageGrain : IGrainWithStringKey
{
    /// <summary>Writes the page, durably. A repeat takes no later status back.</summary>
    [Alias("Write")]
    Task Write(ImmutableArray<LedgerEntry> entries, DateTimeOffset? until);

    /// <summary>The entries in the order of their slots.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<ImmutableArray<LedgerEntry>> Read();

    /// <summary>Looks for an order.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<PageMatch> Find(string orderId);

    /// <summary>The entries as they are on disk now, also if another activation wrote them.</summary>
    [Alias("ReadNow")]
    Task<ImmutableArray<LedgerEntry>> ReadNow();

    /// <summary>See <see cref="ISellerLedgerGrain.Update"/>.</summary>
    [Alias("Update")]
    Task Update(int index, string orderId, LedgerStatus status);
}

/// <summary>A page as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.ledger.page.state")]
public sealed record LedgerPageState
{
    /// <summary>The entries in the order of their slots; empty until written.</summary>
    [Id(0)]
    public ImmutableArray<LedgerEntry> Entries { get; init => field = value.OrEmpty(); } = [];

    /// <summary>See <see cref="PageMatch"/>.</summary>
    [Id(1)]
    public DateTimeOffset? Until { get; init; }
}

/// <inheritdoc cref="ISellerLedgerPageGrain"/>
[PreferLocalPlacement]
internal sealed class SellerLedgerPageGrain([PersistentState("ledgerpage")] IPersistentState<LedgerPageState> storage, GrainStates states)
    : Grain, ISellerLedgerPageGrain
{
    private CommittedState<LedgerPageState> _committed = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = states.OneByOne(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task Write(ImmutableArray<LedgerEntry> entries, DateTimeOffset? until) =>
        _committed.Commit(LedgerRules.Write(_committed.State, entries, until));

    public async Task<ImmutableArray<LedgerEntry>> Read() => (await _committed.Read()).Entries;

    public async Task<PageMatch> Find(string orderId)
    {
        var page = await _committed.Read();
        var index = page.Entries.Length - 1;
        while (index >= 0 && page.Entries[index].OrderId != orderId)
            index--;
        return new PageMatch(index, page.Until);
    }

    public async Task<ImmutableArray<LedgerEntry>> ReadNow() => (await _committed.ReadNow()).Entries;

    public Task Update(int index, string orderId, LedgerStatus status)
    {
        var entries = LedgerRules.Update(_committed.State.Entries, index, orderId, status);
        return _committed.Commit(entries == _committed.State.Entries ? _committed.State : _committed.State with { Entries = entries });
    }
}
