using Orleans.Storage;

namespace OrleansMicro;

/// <summary>
/// Replaces the exceptions of a storage provider by <see cref="StorageUnavailableException"/>. Callers in other processes do not have the
/// provider's types, and need to know only that it is worth trying again.
/// </summary>
/// <param name="storage">The provider.</param>
/// <param name="isUnavailable">Whether an exception says that the provider cannot be reached or did not do its work. Others are not replaced.</param>
public sealed class TranslatingStorage(IGrainStorage storage, Func<Exception, bool> isUnavailable) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Translate(storage.ReadStateAsync(stateName, grainId, grainState, cancellationToken));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Translate(storage.WriteStateAsync(stateName, grainId, grainState, cancellationToken));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translate(storage.ClearStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Translate(storage.ClearStateAsync(stateName, grainId, grainState, cancellationToken));

    private Task Translate(Task work) => work.IsCompletedSuccessfully ? work : TranslateFailure(work);

    private async Task TranslateFailure(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (isUnavailable(e))
        {
            // Without the inner exception: its type may not exist in the process that reads this.
            throw new StorageUnavailableException(e.Message);
        }
    }
}
