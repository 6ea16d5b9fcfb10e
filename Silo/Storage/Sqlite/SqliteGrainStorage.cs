using Orleans.Storage;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Grain state in one SQLite file. A write's task ends when the write is on disk. ETags are compared by the writer, so of two
/// writers that read the same version exactly one wins; the other gets <see cref="InconsistentStateException"/>.
/// </summary>
internal sealed class SqliteGrainStorage(SqliteDatabase database, IGrainStorageSerializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var key = new StateKey(stateName, grainId);
        if (!database.Keys.MayContain(key))
        {
            SetMissing(grainState);
            return Task.CompletedTask;
        }

        var reader = database.Readers.Rent(cancellationToken);
        if (!reader.IsCompletedSuccessfully)
            return ReadWhenFree(reader, key, grainState);
        Read(reader.Result, key, grainState);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var data = serializer.Serialize(grainState.State).ToMemory();
        var write = new StateWrite<T>(new StateKey(stateName, grainId), grainState, data, database.Keys, cancellationToken);
        return database.Write(write, cancellationToken);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        database.Write(new StateClear<T>(new StateKey(stateName, grainId), grainState, cancellationToken), cancellationToken);

    private async Task ReadWhenFree<T>(ValueTask<ReaderPool.Reader> reader, StateKey key, IGrainState<T> state) =>
        Read(await reader, key, state);

    private void Read<T>(ReaderPool.Reader reader, StateKey key, IGrainState<T> state)
    {
        StateETag tag;
        byte[] data;
        using (reader)
        {
            var statement = reader.State;
            key.Bind(statement, 1);
            try
            {
                if (!statement.Step())
                {
                    SetMissing(state);
                    return;
                }

                tag = new StateETag(statement.Number(0), statement.Number(1));
                data = statement.Blob(2);
            }
            finally
            {
                statement.Reset();
            }
        }

        state.State = serializer.Deserialize<T>(new BinaryData(data))!;
        state.ETag = tag.ToString();
        state.RecordExists = true;
    }

    private static void SetMissing<T>(IGrainState<T> state)
    {
        state.State = DefaultState<T>.Create();
        state.ETag = null;
        state.RecordExists = false;
    }
}
