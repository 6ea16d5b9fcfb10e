using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OrleansMicro.Telemetry;

/// <summary>
/// A gauge over the active parts of something, such as the shards of an index that are in this process. Parts are known
/// only while somebody listens.
/// </summary>
public sealed class ObservedParts
{
    private readonly ConcurrentDictionary<string, Func<double>> _parts = new(StringComparer.Ordinal);
    private readonly ObservableGauge<double> _gauge;

    /// <param name="meter">Its meter.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="description">What it says.</param>
    /// <param name="combine">Makes one value of those of the parts.</param>
    public ObservedParts(Meter meter, string name, string unit, string description, Func<IEnumerable<double>, double> combine) =>
        _gauge = meter.CreateObservableGauge(
            name, () => _parts.IsEmpty ? 0 : combine(_parts.Values.Select(static read => read())), unit, description);

    /// <summary>Adds a part, or replaces it after a new activation.</summary>
    /// <param name="part">Its name in this process.</param>
    /// <param name="read">Gives its value, from any thread.</param>
    public void Add(string part, Func<double> read)
    {
        if (_gauge.Enabled)
            _parts[part] = read;
    }

    /// <summary>Removes a part, unless a newer activation has replaced it.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="read">What was added.</param>
    public void Remove(string part, Func<double> read) => _parts.TryRemove(KeyValuePair.Create(part, read));
}
