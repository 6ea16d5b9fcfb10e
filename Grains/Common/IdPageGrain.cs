using System.Collections.Immutable;

namespace OrleansMicro;

/// <summary>A page as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.idpage.state")]
public sealed record IdPageState
{
    /// <summary>The ids in order; empty until written.</summary>
    [Id(0)]
    public ImmutableArray<string> Ids { get; init => field = value.OrEmpty(); } = [];
}

/// <inheritdoc cref="IIdPageGrain"/>
internal sealed class IdPageGrain([PersistentState("idpage")] IPersistentState<IdPageState> storage, GrainStates states) : Grain, IIdPageGrain
{
    private CommittedState<IdPageState> _committed = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = states.OneByOne(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task Write(ImmutableArray<string> ids) =>
        _committed.Commit(_committed.State.Ids.IsEmpty ? new IdPageState { Ids = ids } : _committed.State);

    public async Task<ImmutableArray<string>> Read() => (await _committed.Read()).Ids;

    public async Task<bool> Contains(string id) => (await _committed.Read()).Ids.Contains(id);
}
