using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace OrleansMicro;

/// <summary>
/// Replaces the exceptions of a storage provider, and logs them. Callers in other processes do not have the provider's types, and need to know only
/// that it is worth trying again. Those that say that it is unavailable become <see cref="StorageUnavailableException"/>. Orleans' own, such as
/// <see cref="InconsistentStateException"/>, stay; all others, such as that of a row written by a newer version, become
/// <see cref="OrleansException"/>.
/// </summary>
/// <param name="storage">The provider.</param>
/// <param name="isUnavailable">Whether an exception says that the provider cannot be reached or did not do its work.</param>
/// <param name="logger">Logs which row could not be read or written.</param>
public sealed class TranslatingStorage(IGrainStorage storage, Func<Exception, bool> isUnavailable, ILogger logger) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        try
        {
            return Translate(storage.ReadStateAsync(stateName, grainId, grainState, cancellationToken), "read", stateName, grainId);
        }
        catch (Exception failure)
        {
            return Task.FromException(Translate(failure, "read", stateName, grainId));
        }
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        try
        {
            return Translate(storage.WriteStateAsync(stateName, grainId, grainState, cancellationToken), "written", stateName, grainId);
        }
        catch (Exception failure)
        {
            return Task.FromException(Translate(failure, "written", stateName, grainId));
        }
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        try
        {
            return Translate(storage.ClearStateAsync(stateName, grainId, grainState, cancellationToken), "cleared", stateName, grainId);
        }
        catch (Exception failure)
        {
            return Task.FromException(Translate(failure, "cleared", stateName, grainId));
        }
    }

    private Task Translate(Task work, string verb, string stateName, GrainId grainId) =>
        work.IsCompletedSuccessfully ? work : TranslateFailure(work, verb, stateName, grainId);

    private async Task TranslateFailure(Task work, string verb, string stateName, GrainId grainId)
    {
        try
        {
            await work;
        }
        catch (Exception failure)
        {
            var translated = Translate(failure, verb, stateName, grainId);
            if (ReferenceEquals(translated, failure))
                throw;
            throw translated;
        }
    }

    private Exception Translate(Exception failure, string verb, string stateName, GrainId grainId)
    {
        if (failure is OperationCanceledException)
            return failure;
        var isUnexpected = failure is not (OrleansException or StorageUnavailableException) && !isUnavailable(failure);
        StateLog.StorageFailed(logger, isUnexpected ? LogLevel.Error : LogLevel.Warning, failure, stateName, grainId, verb);

        // Without the inner exception: its type may not exist in the process that reads this.
        if (isUnavailable(failure))
            return new StorageUnavailableException(failure.Message);
        return isUnexpected
            ? new OrleansException($"State {stateName} of {grainId} could not be {verb}: {failure.GetType().Name}: {failure.Message}", failure)
            : failure;
    }
}
