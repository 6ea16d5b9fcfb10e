using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// The bytes of in-memory storage. There is one area per cluster: it outlives any of its silos, as the storage grains of Orleans,
/// which are spread over silos, at best do.
/// </summary>
internal sealed class MemoryStorageArea
{
    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private long _lastVersion;

    /// <summary>Reads an entry.</summary>
    public bool TryRead(string provider, string stateName, GrainId grainId, out BinaryData data, out string etag)
    {
        var found = _entries.TryGetValue(new(provider, stateName, grainId), out var entry);
        data = found ? entry!.Data : BinaryData.Empty;
        etag = found ? entry!.ETag : string.Empty;
        return found;
    }

    /// <summary>Writes an entry if the stored one has <paramref name="etag"/>, and returns the new ETag.</summary>
    /// <exception cref="InconsistentStateException">The stored one has another.</exception>
    public string Write(string provider, string stateName, GrainId grainId, BinaryData data, string? etag)
    {
        var key = new Key(provider, stateName, grainId);
        var entry = new Entry(data, Interlocked.Increment(ref _lastVersion).ToString(CultureInfo.InvariantCulture));
        if (etag is null)
        {
            if (!_entries.TryAdd(key, entry))
                throw Conflict(key, etag);
        }
        else if (!_entries.TryGetValue(key, out var stored) || stored.ETag != etag || !_entries.TryUpdate(key, entry, stored))
        {
            throw Conflict(key, etag);
        }

        return entry.ETag;
    }

    /// <summary>Removes an entry if the stored one has <paramref name="etag"/>.</summary>
    /// <exception cref="InconsistentStateException">The stored one has another.</exception>
    public void Clear(string provider, string stateName, GrainId grainId, string? etag)
    {
        var key = new Key(provider, stateName, grainId);
        if (!_entries.TryGetValue(key, out var stored))
        {
            if (etag is not null)
                throw Conflict(key, etag);
        }
        else if (stored.ETag != etag || !_entries.TryRemove(KeyValuePair.Create(key, stored)))
        {
            throw Conflict(key, etag);
        }
    }

    private InconsistentStateException Conflict(Key key, string? etag)
    {
        var stored = _entries.TryGetValue(key, out var entry) ? entry.ETag : null;
        return new(
            $"e-Tag mismatch in memory storage: state {key.StateName} of {key.GrainId}. Stored={stored ?? "null"} Received={etag ?? "null"}",
            stored,
            etag);
    }

    private readonly record struct Key(string Provider, string StateName, GrainId GrainId);

    private sealed record Entry(BinaryData Data, string ETag);
}
