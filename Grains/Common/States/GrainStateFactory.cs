using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;

namespace OrleansMicro;

/// <summary>
/// Gives grains their states as <see cref="StateRow{TState}"/>, read before the grain is activated. It replaces Orleans'
/// <c>PersistentStateFactory</c>, whose states cost a turn of the grain and two more tasks for each read and write, and migrate: in 10.4.2 a moved
/// activation may take a state that was never read for the stored one. See docs/decisions/0024-keep-grain-states-in-rows-of-our-own.md.
/// </summary>
internal sealed class GrainStateFactory : IPersistentStateFactory
{
    /// <inheritdoc/>
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(config.StateName);
        var row = new StateRow<TState>(StorageOf(context, config.StorageName), config.StateName, context.GrainId);
        context.ObservableLifecycle.Subscribe(nameof(GrainStateFactory), GrainLifecycleStage.SetupState, new FirstRead(row));
        return row;
    }

    private static IGrainStorage StorageOf(IGrainContext context, string? name) => string.IsNullOrWhiteSpace(name)
        ? context.ActivationServices.GetService<IGrainStorage>()
            ?? throw new BadProviderConfigException($"There is no default storage provider for grain type {context.GrainId.Type}.")
        : context.ActivationServices.GetKeyedService<IGrainStorage>(name)
            ?? throw new BadProviderConfigException($"There is no storage provider \"{name}\" for grain type {context.GrainId.Type}.");

    /// <summary>Reads a row before the grain is activated. If that fails, so does the activation.</summary>
    private sealed class FirstRead(IStorage row) : ILifecycleObserver
    {
        // As in Orleans, a read that began goes on when the activation is cancelled.
        public Task OnStart(CancellationToken cancellationToken = default) => row.ReadStateAsync(CancellationToken.None);

        public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}

/// <summary>Registers <see cref="GrainStateFactory"/>.</summary>
public static class GrainStateFactoryServices
{
    /// <summary>Keeps the states of grains in <see cref="StateRow{TState}"/>, whether Orleans is added before or after.</summary>
    public static IServiceCollection AddStateRows(this IServiceCollection services) =>
        services.AddSingleton<IPersistentStateFactory, GrainStateFactory>();
}
