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
