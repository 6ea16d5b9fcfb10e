using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;

namespace OrleansMicro;

/// <summary>
/// One row of storage, for one reader and writer at a time: calls go straight to the storage provider. It is not read automatically. The rows of a
/// grain's constructor come from <c>GrainStateFactory</c>, which reads them; a grain may also open a row of an earlier version here.
/// </summary>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <param name="storage">The storage provider.</param>
/// <param name="stateName">The name of the state, as in <see cref="PersistentStateAttribute"/>.</param>
/// <param name="grainId">Whose row it is.</param>
public sealed class StateRow<TState>(IGrainStorage storage, string stateName, GrainId grainId) : IPersistentState<TState>, IGrainState<TState>
{
    /// <summary>The last state read, written or set; <typeparamref name="TState"/>'s parameterless value before that.</summary>
    public TState State { get; set; } = DefaultState.Create<TState>();

    /// <summary>The version last read or written; null if there is no row, or it was not read.</summary>
    public string? Etag { get; private set; }

    /// <summary>Whether the last read or write found or made a row.</summary>
    public bool RecordExists { get; private set; }

    /// <inheritdoc/>
    TState? IGrainState<TState>.State
    {
        get => State;
        set => State = value!;
    }

    /// <inheritdoc/>
    string? IGrainState<TState>.ETag
    {
        get => Etag;
        set => Etag = value;
    }

    /// <inheritdoc/>
    bool IGrainState<TState>.RecordExists
    {
        get => RecordExists;
        set => RecordExists = value;
    }

    /// <inheritdoc/>
    public Task ReadStateAsync() => storage.ReadStateAsync(stateName, grainId, this);

    /// <inheritdoc/>
    public Task ReadStateAsync(CancellationToken cancellationToken) => storage.ReadStateAsync(stateName, grainId, this, cancellationToken);

    /// <inheritdoc/>
    public Task WriteStateAsync() => storage.WriteStateAsync(stateName, grainId, this);

    /// <inheritdoc/>
    public Task WriteStateAsync(CancellationToken cancellationToken) => storage.WriteStateAsync(stateName, grainId, this, cancellationToken);

    /// <inheritdoc/>
    public Task ClearStateAsync() => storage.ClearStateAsync(stateName, grainId, this);

    /// <inheritdoc/>
    public Task ClearStateAsync(CancellationToken cancellationToken) => storage.ClearStateAsync(stateName, grainId, this, cancellationToken);
}

/// <summary>What a grain sees when nothing is stored.</summary>
public static class DefaultState
{
    /// <summary>The parameterless value of a state type, or its default where there is none.</summary>
    public static T Create<T>() => Constructor<T>.New();

    private static class Constructor<T>
    {
        public static readonly Func<T> New = !typeof(T).IsValueType && typeof(T).GetConstructor(Type.EmptyTypes) is { } constructor
            ? Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile()
            : static () => default!;
    }
}

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
