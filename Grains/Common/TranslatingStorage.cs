using Orleans.Storage;

namespace OrleansMicro;

/// <summary>
/// The storage of a cluster, whose failures callers in other processes can understand: they have neither the storage provider nor its
/// exceptions, and only need to know that it is worth trying again: they get <see cref="StorageUnavailableException"/>.
/// </summary>
/// <param name="storage">The provider.</param>
/// <param name="isUnavailable">Which of its exceptions say that it cannot be reached or did not do its work. Others are thrown on as they are.</param>
public sealed class TranslatingStorage(IGrainStorage storage, Func<Exception, bool> isUnavailable) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.ClearStateAsync(stateName, grainId, grainState));

    private async Task Translate(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (isUnavailable(e))
        {
            // Without its cause: that type may not exist where this is read.
            throw new StorageUnavailableException(e.Message);
        }
    }
}
