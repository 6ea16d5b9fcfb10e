using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Core;
using Orleans.Storage;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Has an activation that was moved to another silo read its state there. Orleans hands over what the old activation has in memory, also when that one had not finished
/// reading it: in 10.4.2 the rebalancer moves activations that are still loading, and the new one takes the blank state for the one in storage, so that a product is not
/// found. What is handed over is also older than the new activation's place in the directory. A read costs less than either. See docs/upstream/blank-state-after-migration.md.
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

    /// <summary>As Orleans' own, but that it takes no part in migrations.</summary>
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
    public static void ReadStateAfterMoves(this ISiloBuilder silo) => silo.Services.Replace(ServiceDescriptor.Singleton<IPersistentStateFactory, FreshStates>());
}
