using System.Numerics;

namespace Orleans.Runtime;

/// <summary>
/// The buckets in which durations are counted: four to each doubling from 1 µs to about 67 s, so that a figure read from them is at most
/// a fourth too high. What is longer is in the last.
/// </summary>
internal static class LatencyScale
{
    /// <summary>How many buckets there are.</summary>
    public const int BucketCount = 4 * Doublings;

    private const int Doublings = 26;

    /// <summary>The bucket of a duration.</summary>
    public static int BucketOf(TimeSpan duration)
    {
        var microseconds = (ulong)Math.Max(duration.Ticks / TimeSpan.TicksPerMicrosecond, 1);
        var doubling = BitOperations.Log2(microseconds);
        var quarter = doubling >= 2
            ? (int)(microseconds >> (doubling - 2)) & 3
            : (int)(microseconds << (2 - doubling)) & 3;
        return Math.Min((doubling * 4) + quarter, BucketCount - 1);
    }

    /// <summary>What the durations in a bucket are below, in milliseconds.</summary>
    public static double UpperMilliseconds(int bucket) => (1L << (bucket / 4)) * (1.25 + (bucket % 4 / 4.0)) / 1_000;

    /// <summary>What so many percent of the counted durations are below, in milliseconds; 0 if there are none.</summary>
    public static double PercentileOf(ReadOnlySpan<long> counts, double percent)
    {
        var total = 0L;
        foreach (var count in counts)
            total += count;
        if (total == 0)
            return 0;
        var wanted = (long)Math.Ceiling(total * percent / 100);
        var bucket = 0;
        for (var seen = counts[0]; seen < wanted && bucket < counts.Length - 1; seen += counts[bucket])
            bucket++;
        return UpperMilliseconds(bucket);
    }
}
