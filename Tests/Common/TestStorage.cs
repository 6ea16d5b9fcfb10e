using System.Globalization;
using Orleans.Storage;
using OrleansMicro.Silo.Storage;
using JsonGrainStorageSerializer = OrleansMicro.Silo.Storage.JsonGrainStorageSerializer;

namespace OrleansMicro.Tests.Common;

/// <summary>
/// Grain storage in memory that all silos of a test cluster share. Writes real JSON, compares ETags, counts writes, and fails or waits
/// where a test says so, and tells of each write. States are named by the grain's state name and key, for example <c>stock</c> and
/// <c>s1/p1</c>.
/// </summary>
public sealed class TestStorage(Action changed) : IGrainStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string State, string Key), Row> _rows = [];
    private readonly Dictionary<(string State, string Key), Script> _scripts = [];
    private readonly JsonGrainStorageSerializer _json = new(StateJson.Options, StoredNames.CreateUpgrades());

    /// <summary>How often the state was written.</summary>
    public int Writes(string state, string key) => Locked(() => _rows.GetValueOrDefault((state, key))?.Writes ?? 0);

    /// <summary>The state as it is stored; null when it never was.</summary>
    public T? Stored<T>(string state, string key)
        where T : class => Locked(() => _rows.GetValueOrDefault((state, key)) is { } row ? _json.Deserialize<T>(row.Data) : null);

    /// <summary>Stores a state as JSON, before its grain is activated: that of an earlier version, for example.</summary>
    public void Store(string state, string key, string json) =>
        Locked(() => _rows[(state, key)] = new Row(BinaryData.FromString(json), "0", 0));

    /// <summary>The next writes of the state fail, with nothing written.</summary>
    public void FailWrites(string state, string key, int times = 1) => Locked(() => ScriptOf(state, key).FailBefore += times);

    /// <summary>The next writes of the state get through, but fail for the writer.</summary>
    public void LoseAnswers(string state, string key, int times = 1) => Locked(() => ScriptOf(state, key).FailAfter += times);

    /// <summary>The first writes of the state get through, and then some fail.</summary>
    /// <param name="state">The state's name.</param>
    /// <param name="key">The grain's key.</param>
    /// <param name="writes">How many writes must have got through before it begins, from the first one on.</param>
    /// <param name="times">How many writes fail then.</param>
    /// <param name="lost">Whether they are written all the same and only their answers are lost.</param>
    public void FailAfter(string state, string key, int writes, int times, bool lost) => Locked(() =>
    {
        var script = ScriptOf(state, key);
        script.From = writes;
        return lost ? script.FailAfter += times : script.FailBefore += times;
    });

    /// <summary>The next reads of the state fail.</summary>
    public void FailReads(string state, string key, int times = 1) => Locked(() => ScriptOf(state, key).FailReads += times);

    /// <summary>Writes of the state wait until this is disposed of.</summary>
    public IDisposable HoldWrites(string state, string key)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Locked(() => ScriptOf(state, key).Gate = gate.Task);
        return new Opener(gate);
    }

    /// <summary>Whether a write waits because of <see cref="HoldWrites"/>.</summary>
    public bool IsHeld(string state, string key) => Locked(() => _scripts.GetValueOrDefault((state, key))?.Held > 0);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var id = (stateName, grainId.Key.ToString()!);
        lock (_lock)
        {
            if (_scripts.GetValueOrDefault(id) is { FailReads: > 0 } script)
            {
                script.FailReads--;
                throw new IOException($"Reading {id} fails because the test says so.");
            }

            if (_rows.GetValueOrDefault(id) is { } row)
                (grainState.State, grainState.ETag, grainState.RecordExists) = (_json.Deserialize<T>(row.Data)!, row.ETag, true);
            else
                (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null!, false);
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var id = (stateName, grainId.Key.ToString()!);
        var data = _json.Serialize(grainState.State);
        var gate = Locked(() =>
        {
            var script = _scripts.GetValueOrDefault(id);
            if (script?.Gate is { IsCompleted: false })
                script.Held++;
            return script?.Gate;
        });

        changed();

        // Always answer later, as a disk does.
        await (gate ?? Task.CompletedTask);
        await Task.Yield();
        lock (_lock)
        {
            var script = _scripts.GetValueOrDefault(id);
            if (script?.From > (_rows.GetValueOrDefault(id)?.Writes ?? 0))
                script = null;
            if (script is { FailBefore: > 0 })
            {
                script.FailBefore--;
                throw new IOException($"Writing {id} fails because the test says so.");
            }

            var row = _rows.GetValueOrDefault(id);
            if (row?.ETag != grainState.ETag)
                throw new InconsistentStateException($"Another writer was at {id}.", row?.ETag, grainState.ETag);
            var writes = (row?.Writes ?? 0) + 1;
            _rows[id] = new Row(data, writes.ToString(CultureInfo.InvariantCulture), writes);
            if (script is { FailAfter: > 0 })
            {
                script.FailAfter--;
                throw new IOException($"The answer to writing {id} is lost because the test says so.");
            }

            (grainState.ETag, grainState.RecordExists) = (_rows[id].ETag, true);
        }

        changed();
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Locked(() => _rows.Remove((stateName, grainId.Key.ToString()!)));
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null!, false);
        return Task.CompletedTask;
    }

    private T Locked<T>(Func<T> action)
    {
        lock (_lock)
            return action();
    }

    private Script ScriptOf(string state, string key)
    {
        if (!_scripts.TryGetValue((state, key), out var script))
            _scripts[(state, key)] = script = new Script();
        return script;
    }

    private sealed record Row(BinaryData Data, string ETag, int Writes);

    private sealed class Script
    {
        public int From { get; set; }

        public int FailBefore { get; set; }

        public int FailAfter { get; set; }

        public int FailReads { get; set; }

        public Task? Gate { get; set; }

        public int Held { get; set; }
    }

    private sealed class Opener(TaskCompletionSource gate) : IDisposable
    {
        public void Dispose() => gate.TrySetResult();
    }
}
