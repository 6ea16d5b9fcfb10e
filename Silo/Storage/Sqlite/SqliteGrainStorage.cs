using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
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
        state.State = DefaultState.Create<T>();
        state.ETag = null;
        state.RecordExists = false;
    }
}

/// <summary>An ETag of a grain's state: which row, and which version of it.</summary>
internal readonly record struct StateETag(long Id, long Version)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version}");

    /// <summary>False for text that is no tag of this storage.</summary>
    public static bool TryParse(string text, out StateETag tag)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            tag = new StateETag(id, version);
            return true;
        }

        tag = default;
        return false;
    }
}

/// <summary>Where a grain's state is stored: the grain's key and type, and the state's name, as UTF-8.</summary>
internal readonly struct StateKey(string stateName, GrainId grain)
{
    private static readonly ConcurrentDictionary<string, byte[]> Names = new(StringComparer.Ordinal);
    private readonly byte[] _name = Names.GetOrAdd(stateName, Encoding.UTF8.GetBytes);

    /// <summary>Binds the three parts to three parameters in a row.</summary>
    public void Bind(SqliteStatement statement, int first)
    {
        statement.BindText(first, grain.Key.AsSpan());
        statement.BindText(first + 1, grain.Type.AsSpan());
        statement.BindText(first + 2, _name);
    }

    /// <summary>Two independent hashes of the three parts; they differ from process to process.</summary>
    public (uint First, uint Second) Hash() => Hash(grain.Key.AsSpan(), grain.Type.AsSpan(), _name);

    /// <inheritdoc cref="Hash()"/>
    public static (uint First, uint Second) Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> type, ReadOnlySpan<byte> stateName)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        hash.AddBytes(type);
        hash.AddBytes(stateName);
        var first = hash.ToHashCode();
        hash.Add(first);
        return ((uint)first, (uint)hash.ToHashCode());
    }

    public override string ToString() => $"{Encoding.UTF8.GetString(_name)} of {grain}";
}
