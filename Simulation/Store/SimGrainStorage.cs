using System.Globalization;
using System.Text;
using Orleans.Storage;

namespace OrleansMicro.Simulation.Store;

/// <summary>Grain states in the store. Comparing the ETag and writing the state is one atomic operation, as in the Redis provider.</summary>
internal sealed class SimGrainStorage(SimConnection connection, IGrainStorageSerializer serializer, TimeProvider time) : IGrainStorage
{
    private static readonly TimeSpan OperationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Writes without comparing ETags. For a planted bug.</summary>
    public bool IgnoresVersions { get; init; }

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(stateName, grainId);
        var row = await connection.Run($"read {key}", () => connection.Store.Rows.GetValueOrDefault(key)).WaitAsync(OperationTimeout, time);
        grainState.RecordExists = row?.Data is not null;
        grainState.State = row?.Data is { } data ? serializer.Deserialize<T>(new BinaryData(data))! : Activator.CreateInstance<T>();
        grainState.ETag = row?.Version.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Change(stateName, grainId, grainState, serializer.Serialize(grainState.State).ToArray());

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Change(stateName, grainId, grainState, null);
        grainState.State = Activator.CreateInstance<T>();
    }

    private static string KeyOf(string stateName, GrainId grainId) => $"{stateName}/{grainId.Key}";

    private async Task Change<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? data)
    {
        var key = KeyOf(stateName, grainId);
        var expected = grainState.ETag;
        var version = await connection.Run($"write {key}", () => TryWrite(key, expected, data)).WaitAsync(OperationTimeout, time);
        if (version is not { } written)
            throw new InconsistentStateException($"Version conflict: {key} ETag={expected}.");
        grainState.ETag = written.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = data is not null;
    }

    private long? TryWrite(string key, string? expected, byte[]? data)
    {
        var store = connection.Store;
        var known = store.Rows.GetValueOrDefault(key);
        if (known?.Version.ToString(CultureInfo.InvariantCulture) != expected && !IgnoresVersions)
            return null;
        var version = store.Operations;
        store.Rows[key] = new SimRow(version, data);
        store.Simulator.Trace.Add(data);
        if (known is null)
            store.OnCreated?.Invoke(key, data);
        if (store.Simulator.Trace.Lines is { } lines)
            lines($"{store.Simulator.Elapsed} state {key}: {(data is null ? "cleared" : Encoding.UTF8.GetString(data))}");
        return version;
    }
}
