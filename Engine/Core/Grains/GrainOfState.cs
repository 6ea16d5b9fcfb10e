using Orleans.Core;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains with one stored state, kept by the provider that <see cref="Providers.StorageProviderAttribute"/> names.</summary>
/// <typeparam name="TGrainState">The state.</typeparam>
public class Grain<TGrainState> : Grain
{
    private IStorage<TGrainState>? _storage;

    /// <summary>Creates the grain; its state is read before it is activated.</summary>
    protected Grain() =>
        GrainContext?.ObservableLifecycle.Subscribe(
            GetType().FullName!, GrainLifecycleStage.SetupState, OnSetupState, static _ => Task.CompletedTask);

    /// <summary>Creates the grain with a storage of its own, for tests without a silo.</summary>
    protected Grain(IStorage<TGrainState> storage) => _storage = storage;

    /// <summary>The state.</summary>
    protected TGrainState State
    {
        get => _storage!.State;
        set => _storage!.State = value;
    }

    /// <summary>Removes the stored state and resets <see cref="State"/>.</summary>
    protected virtual Task ClearStateAsync() => _storage!.ClearStateAsync();

    /// <summary>Stores <see cref="State"/>.</summary>
    protected virtual Task WriteStateAsync() => _storage!.WriteStateAsync();

    /// <summary>Replaces <see cref="State"/> by what is stored.</summary>
    protected virtual Task ReadStateAsync() => _storage!.ReadStateAsync();

    private Task OnSetupState(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.CompletedTask;
        _storage = Runtime.GetStorage<TGrainState>(GrainContext);
        return ReadStateAsync();
    }
}
