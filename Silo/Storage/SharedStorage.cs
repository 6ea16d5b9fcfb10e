using Orleans.Persistence.Redis;
using Orleans.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// The storage of a cluster, whose failures callers in other processes can understand: they have neither the storage provider nor its
/// exceptions, and only need to know that it is worth trying again.
/// </summary>
internal sealed class SharedStorage(IGrainStorage storage) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.ClearStateAsync(stateName, grainId, grainState));

    private static async Task Translate(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (e is RedisStorageException or RedisException or TimeoutException)
        {
            // Without its cause: that type may not exist where this is read.
            throw new StorageUnavailableException(e.Message);
        }
    }
}
