using Orleans.Core;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>Makes persistent states and has them read in the stage <see cref="GrainLifecycleStage.SetupState"/>.</summary>
internal sealed class PersistentStateFactory : IPersistentStateFactory
{
    /// <inheritdoc/>
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(config);
        var storage = GrainStorageHelpers.Find(context.ActivationServices, config.StorageName)
            ?? throw new BadProviderConfigException(string.IsNullOrEmpty(config.StorageName)
                ? "No default storage provider found."
                : $"No storage provider named \"{config.StorageName}\" found.");
        var state = new PersistentState<TState>(config.StateName, context, storage);
        context.ObservableLifecycle.Subscribe(
            config.StateName, GrainLifecycleStage.SetupState, state.ReadOnStart, static _ => Task.CompletedTask);
        return state;
    }

    private sealed class PersistentState<TState>(string name, IGrainContext context, IGrainStorage storage)
        : StateStorageBridge<TState>(name, context, storage), IPersistentState<TState>
    {
        public Task ReadOnStart(CancellationToken cancellationToken) =>
            cancellationToken.IsCancellationRequested ? Task.CompletedTask : ReadStateAsync();
    }
}
