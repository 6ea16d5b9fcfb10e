using System.Globalization;
using Orleans.Storage;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>A number per grain with an ETag. It is shared by all silos of a host, and fails when a scenario asks for it.</summary>
public sealed class ContractStorage : IGrainStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Value, int Tag)> _rows = new(StringComparer.Ordinal);

    /// <summary>Whether every operation fails.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Changes a row, as another activation of the grain would.</summary>
    public void Touch(string key)
    {
        lock (_lock)
            _rows[key] = (_rows[key].Value + 100, _rows[key].Tag + 1);
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_lock)
        {
            ThrowIfBroken();
            var exists = _rows.TryGetValue(grainId.Key.ToString()!, out var row);
            grainState.State = Activator.CreateInstance<T>();
            ((ProbeState)(object)grainState.State!).Value = row.Value;
            (grainState.ETag, grainState.RecordExists) = (exists ? Tag(row.Tag) : null, exists);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_lock)
        {
            ThrowIfBroken();
            var key = grainId.Key.ToString()!;
            var exists = _rows.TryGetValue(key, out var row);
            if ((exists ? Tag(row.Tag) : null) != grainState.ETag)
                throw new InconsistentStateException("Version conflict.");
            _rows[key] = (((ProbeState)(object)grainState.State!).Value, row.Tag + 1);
            (grainState.ETag, grainState.RecordExists) = (Tag(row.Tag + 1), true);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    private static string Tag(int tag) => tag.ToString(CultureInfo.InvariantCulture);

    private void ThrowIfBroken()
    {
        if (IsBroken)
            throw new IOException("The store is broken.");
    }
}
