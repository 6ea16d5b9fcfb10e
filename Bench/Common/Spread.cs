namespace OrleansMicro.Bench.Common;

/// <summary>How durations spread, in seconds.</summary>
/// <param name="Count">How many were measured.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P90">90 % of them took no longer.</param>
/// <param name="P99">99 % of them took no longer.</param>
/// <param name="Max">The longest.</param>
internal sealed record Spread(int Count, double P50, double P90, double P99, double Max)
{
    /// <summary>Null if there are none.</summary>
    public static Spread? From(IEnumerable<double> seconds)
    {
        var sorted = seconds.Order().ToArray();
        return sorted.Length == 0 ? null : new(sorted.Length, At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99), Math.Round(sorted[^1], 2));
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[(int)Math.Ceiling(sorted.Length * share) - 1], 2);
}
