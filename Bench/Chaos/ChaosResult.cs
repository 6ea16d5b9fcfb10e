namespace OrleansMicro.Bench.Chaos;

/// <summary>The final line of a scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Good">Whether everything is as it must be.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Replays">Replays that ran meanwhile and were reconciled.</param>
/// <param name="Orders">Their paid orders.</param>
/// <param name="OrdersNotPaid">Their other orders.</param>
/// <param name="Mismatches">What did not reconcile, or was not as promised.</param>
/// <param name="Requests">HTTP requests, repeats included.</param>
/// <param name="Retries">Requests that the client had to repeat.</param>
/// <param name="RetryPercent">The same in percent.</param>
/// <param name="ServerErrors">Answers 500.</param>
/// <param name="BackAfter">How long after a disturbance grains answered again, all of those asked.</param>
/// <param name="Events">What happened, in order.</param>
internal sealed record ChaosResult(
    string Scenario,
    bool Good,
    double Seconds,
    int Replays,
    int Orders,
    int OrdersNotPaid,
    int Mismatches,
    long Requests,
    long Retries,
    double RetryPercent,
    long ServerErrors,
    BackAfter? BackAfter,
    IReadOnlyList<string> Events);

/// <summary>Seconds from a disturbance until a grain answered, over all grains asked after all disturbances.</summary>
/// <param name="Grains">How many were asked.</param>
/// <param name="P50">Half of them answered within.</param>
/// <param name="P90">90 % of them answered within.</param>
/// <param name="P99">99 % of them answered within.</param>
/// <param name="Max">The last one.</param>
internal sealed record BackAfter(int Grains, double P50, double P90, double P99, double Max)
{
    public static BackAfter? Of(IEnumerable<double> seconds)
    {
        var sorted = seconds.Order().ToArray();
        return sorted.Length == 0 ? null : new(sorted.Length, At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99), Math.Round(sorted[^1], 2));
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[(int)Math.Ceiling(sorted.Length * share) - 1], 2);
}
