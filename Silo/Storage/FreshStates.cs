using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Core;
using Orleans.Storage;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Makes an activation that was moved to another silo read its state from storage. Orleans transfers the state that the old activation has in
/// memory, even if that one had not finished reading it: in 10.4.2 the rebalancer moves activations that are still loading, the new activation
/// takes the default state for the stored one, and a product is not found. The transferred state is also older than the new activation's entry in
/// the directory. See docs/upstream/blank-state-after-migration.md.
/// </summary>
internal sealed class FreshStates : IPersistentStateFactory
{
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
    {
        var storage = string.IsNullOrWhiteSpace(config.StorageName)
            ? context.ActivationServices.GetRequiredService<IGrainStorage>()
            : context.ActivationServices.GetRequiredKeyedService<IGrainStorage>(config.StorageName);
        return new FreshState<TState>(config.StateName, context, storage);
    }

    /// <summary>Like the one of Orleans, but without migration.</summary>
    private sealed class FreshState<TState> : StateStorageBridge<TState>, IPersistentState<TState>, ILifecycleObserver
    {
        public FreshState(string name, IGrainContext context, IGrainStorage storage)
            : base(name, context, storage) => context.ObservableLifecycle.Subscribe(nameof(FreshState<>), GrainLifecycleStage.SetupState, this);

        public Task OnStart(CancellationToken cancellationToken = default) =>
            cancellationToken.IsCancellationRequested ? Task.CompletedTask : ReadStateAsync();

        public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}

/// <summary>Gives silos their <see cref="FreshStates"/>.</summary>
internal static class FreshStatesExtensions
{
    public static void ReadStateAfterMoves(this ISiloBuilder silo) =>
        silo.Services.Replace(ServiceDescriptor.Singleton<IPersistentStateFactory, FreshStates>());
}
