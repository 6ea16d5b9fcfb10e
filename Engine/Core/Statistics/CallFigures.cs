namespace Orleans.Runtime;

/// <summary>How many durations were counted in a bucket of <see cref="LatencyScale"/>.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct LatencyCount([property: Id(0)] byte Bucket, [property: Id(1)] int Count);

/// <summary>What happened in one interval of about a second.</summary>
/// <param name="Calls">Calls that began.</param>
/// <param name="Errors">Calls that failed.</param>
/// <param name="Ticks">The sum of the durations that were taken.</param>
/// <param name="Durations">The durations that were taken.</param>
internal readonly record struct CallFigures(long Calls, long Errors, long Ticks, LatencyCount[] Durations);

/// <summary>What happened over several intervals, added up.</summary>
internal sealed class CallSum
{
    private readonly long[] _durations = new long[LatencyScale.BucketCount];

    /// <summary>Calls that began.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls that failed.</summary>
    public long Errors { get; private set; }

    /// <summary>How many durations were taken.</summary>
    public long Timed { get; private set; }

    /// <summary>The sum of the durations that were taken.</summary>
    public long Ticks { get; private set; }

    /// <summary>The mean duration in milliseconds, 0 if none was taken.</summary>
    public double MeanMilliseconds => Timed == 0 ? 0 : (double)Ticks / Timed / TimeSpan.TicksPerMillisecond;

    /// <summary>What 99 % of the calls are faster than, in milliseconds; 0 if no duration was taken.</summary>
    public double P99Milliseconds => LatencyScale.PercentileOf(_durations, 99);

    /// <summary>The durations, without empty buckets.</summary>
    public LatencyCount[] Durations =>
        [.. _durations.Select(static (count, bucket) => new LatencyCount((byte)bucket, (int)Math.Min(count, int.MaxValue))).Where(static count => count.Count > 0)];

    /// <summary>Adds an interval.</summary>
    public void Add(in CallFigures figures) => Add(figures.Calls, figures.Errors, figures.Ticks, figures.Durations ?? []);

    /// <summary>Adds what somebody else has added up.</summary>
    public void Add(long calls, long errors, long ticks, LatencyCount[] durations)
    {
        Calls += calls;
        Errors += errors;
        Ticks += ticks;
        foreach (var (bucket, count) in durations)
        {
            // A silo of a later version may know more buckets.
            _durations[Math.Min(bucket, _durations.Length - 1)] += count;
            Timed += count;
        }
    }
}
