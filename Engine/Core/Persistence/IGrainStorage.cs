using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps states of grains.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a state; if it isn't stored, resets <paramref name="grainState"/>.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Reads a state; if it isn't stored, resets <paramref name="grainState"/>.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReadStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Writes a state if what is stored has the version of <paramref name="grainState"/>, which then gets the new version.</summary>
    /// <exception cref="InconsistentStateException">It has another version.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a state if what is stored has the version of <paramref name="grainState"/>, which then gets the new version.</summary>
    /// <exception cref="InconsistentStateException">It has another version.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WriteStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Removes a state if what is stored has the version of <paramref name="grainState"/>.</summary>
    /// <exception cref="InconsistentStateException">It has another version.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes a state if what is stored has the version of <paramref name="grainState"/>.</summary>
    /// <exception cref="InconsistentStateException">It has another version.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ClearStateAsync(stateName, grainId, grainState);
    }
}

/// <summary>Turns states into bytes for storage.</summary>
public interface IGrainStorageSerializer
{
    /// <summary>Writes a state.</summary>
    BinaryData Serialize<T>(T? input);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    T? Deserialize<T>(BinaryData input);
}

/// <summary>Options of a storage provider that serializes.</summary>
public interface IStorageProviderSerializerOptions
{
    /// <summary>The serializer; the registered default if it isn't set.</summary>
    IGrainStorageSerializer GrainStorageSerializer { get; set; }
}
