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
internal sealed class IdPageGrain([PersistentState("idpage")] IPersistentState<IdPageState> storage) : Grain, IIdPageGrain
{
    private CommittedState<IdPageState> _committed = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _committed = new CommittedState<IdPageState>(storage, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    public Task Write(ImmutableArray<string> ids) =>
        _committed.State.Ids.IsEmpty ? _committed.Write(new IdPageState { Ids = ids }) : Task.CompletedTask;

    public Task<ImmutableArray<string>> Read() => Task.FromResult(_committed.State.Ids);

    public Task<bool> Contains(string id) => Task.FromResult(_committed.State.Ids.Contains(id));
}
