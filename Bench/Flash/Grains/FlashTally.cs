using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Flash;

/// <summary>What all callers counted. Safe for many threads.</summary>
internal sealed class FlashTally
{
    private readonly Lock _gate = new();

    /// <summary>Latency of a unit, from its reservation to its durable confirmation; warm-up left out.</summary>
    public LatencyHistogram Unit { get; } = new();

    /// <summary>Calls that failed or were refused, by kind; warm-up included.</summary>
    public Dictionary<string, long> Errors { get; } = [];

    /// <summary>Units confirmed, warm-up included.</summary>
    public long Confirmed { get; private set; }

    /// <summary>Counts a confirmed unit.</summary>
    public void Confirm(TimeSpan? measured)
    {
        lock (_gate)
        {
            Confirmed++;
            if (measured is { } latency) Unit.Record(latency);
        }
    }

    public void Fail(string kind)
    {
        lock (_gate)
        {
            Errors[kind] = Errors.GetValueOrDefault(kind) + 1;
        }
    }
}
