namespace OrleansMicro.Bench.Common;

/// <summary>The middle of some figures.</summary>
internal static class Median
{
    /// <summary>The median; of an even number the mean of both in the middle.</summary>
    public static double From(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Round((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, 3);
    }
}
