using System.Text.Json;
using Orleans.Storage;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>Rows with ETags, as JSON, like the real storage. It outlives crashes.</summary>
internal sealed class Disk
{
    private readonly Dictionary<string, (string Json, int Tag)> _rows = [];

    /// <summary>How often each row was written.</summary>
    public Dictionary<string, int> Writes { get; } = [];

    public (T? Value, int Tag) Read<T>(string row) => _rows.TryGetValue(row, out var found)
        ? (JsonSerializer.Deserialize<T>(found.Json, StateJson.Options), found.Tag)
        : (default, 0);

    public int Write<T>(string row, T value, int tag)
    {
        var current = _rows.TryGetValue(row, out var found) ? found.Tag : 0;
        if (tag != current)
            throw new InconsistentStateException($"{row} is at {current}, not at {tag}.", $"{current}", $"{tag}");
        _rows[row] = (JsonSerializer.Serialize(value, StateJson.Options), current + 1);
        Writes[row] = Writes.GetValueOrDefault(row) + 1;
        return current + 1;
    }
}

/// <summary>One activation's view of a row.</summary>
internal sealed class RowState<T> : IPersistentState<T>
    where T : new()
{
    private readonly Disk _disk;
    private readonly Chaos _chaos;
    private readonly string _row;
    private int _tag;

    public RowState(Disk disk, Chaos chaos, string row)
    {
        (_disk, _chaos, _row) = (disk, chaos, row);
        Load();
    }

    public T State { get; set; } = default!;

    public string Etag => $"{_tag}";

    public bool RecordExists => _tag > 0;

    public Task ReadStateAsync()
    {
        // Reading back fails too, but less often than it would be fair to: else every seed ends up restarting.
        if (_chaos.Dead)
            throw new IOException("The process is dead.");
        Load();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync()
    {
        _tag = _chaos.Perform($"write {_row}", () => _disk.Write(_row, State, _tag));
        return Task.CompletedTask;
    }

    public Task ClearStateAsync() => throw new NotSupportedException();

    private void Load()
    {
        var (value, tag) = _disk.Read<T>(_row);
        (State, _tag) = (value ?? new T(), tag);
    }
}
