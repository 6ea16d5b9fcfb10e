using System.Numerics;

namespace OrleansMicro.Bench.Load;

/// <summary>
/// Counts durations in buckets whose width grows with them: at most 1.6 % wide, a fixed size, no allocation per entry. For one writer; merge
/// the histograms of several.
/// </summary>
internal sealed class LatencyHistogram
{
    // 64 buckets per power of two.
    private const int SubBits = 6;
    private const int Sub = 1 << SubBits;

    // Up to 2^36 microseconds.
    private readonly long[] _counts = new long[Sub * 32];

    public long Count { get; private set; }

    public void Record(TimeSpan duration)
    {
        _counts[Index((long)duration.TotalMicroseconds)]++;
        Count++;
    }

    public void Merge(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
    }

    /// <summary>The duration in milliseconds that so many percent are not above; 0 when nothing was recorded.</summary>
    public double PercentileMilliseconds(double percent)
    {
        var rank = (long)Math.Ceiling(Count * percent / 100);
        long seen = 0;
        for (var i = 0; i < _counts.Length && rank > 0; i++)
        {
            seen += _counts[i];
            if (seen >= rank) return Math.Round(UpperBound(i) / 1000.0, 2);
        }

        return 0;
    }

    private static int Index(long microseconds)
    {
        var value = Math.Clamp(microseconds, 0, (1L << 36) - 1);
        if (value < Sub) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return (Sub * (shift + 1)) + (int)(value >> shift) - Sub;
    }

    private static long UpperBound(int index)
    {
        if (index < Sub) return index;
        var shift = (index / Sub) - 1;
        return ((((long)index % Sub) + Sub + 1) << shift) - 1;
    }
}
