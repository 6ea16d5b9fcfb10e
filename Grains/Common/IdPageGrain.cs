using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro;

/// <summary>A full page of a log of ids. Key: the log's name and the page's number, <c>{log}/{page}</c>.</summary>
[Alias("om.IIdPageGrain")]
internal interface IIdPageGrain : IGrainWithStringKey
{
    /// <summary>Writes the page, durably. A repeat changes nothing.</summary>
    [Alias("Write")]
    Task Write(ImmutableArray<string> ids, DateTimeOffset? until);

    /// <summary>The ids in order.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<ImmutableArray<string>> Read();

    /// <summary>Looks for an id.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<PageMatch> Find(string id);
}

/// <summary>A page as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.idpage.state")]
public sealed record IdPageState
{
    /// <summary>Ids of a full page. Stored data depend on it.</summary>
    public const int PageSize = 64;

    /// <summary>The ids in order; empty until written.</summary>
    [Id(0)]
    public ImmutableArray<string> Ids { get; init => field = value.OrEmpty(); } = [];

    /// <summary>See <see cref="PageMatch"/>.</summary>
    [Id(1)]
    public DateTimeOffset? Until { get; init; }
}

/// <inheritdoc cref="IIdPageGrain"/>
[PreferLocalPlacement]
internal sealed class IdPageGrain([PersistentState("idpage")] IPersistentState<IdPageState> storage, GrainStates states) : Grain, IIdPageGrain
{
    private CommittedState<IdPageState> _committed = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = states.OneByOne(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task Write(ImmutableArray<string> ids, DateTimeOffset? until) =>
        _committed.Commit(_committed.State.Ids.IsEmpty ? new IdPageState { Ids = ids, Until = until } : _committed.State);

    public async Task<ImmutableArray<string>> Read() => (await _committed.Read()).Ids;

    public async Task<PageMatch> Find(string id)
    {
        var page = await _committed.Read();
        return new PageMatch(page.Ids.IndexOf(id), page.Until);
    }
}
