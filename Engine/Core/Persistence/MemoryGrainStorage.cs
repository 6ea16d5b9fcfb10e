using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps states in the memory of the process: for tests and for data that may be lost with it.</summary>
internal sealed class MemoryGrainStorage(string name, MemoryStorageArea area, IGrainStorageSerializer serializer) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (area.TryRead(name, stateName, grainId, out var data, out var etag))
        {
            grainState.State = serializer.Deserialize<T>(data);
            grainState.ETag = etag;
            grainState.RecordExists = true;
        }
        else
        {
            Reset(grainState);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        try
        {
            grainState.ETag = area.Write(name, stateName, grainId, serializer.Serialize(grainState.State), grainState.ETag);
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }
        catch (InconsistentStateException exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        try
        {
            area.Clear(name, stateName, grainId, grainState.ETag);
            Reset(grainState);
            return Task.CompletedTask;
        }
        catch (InconsistentStateException exception)
        {
            return Task.FromException(exception);
        }
    }

    private static void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = StateActivator<T>.Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }
}
