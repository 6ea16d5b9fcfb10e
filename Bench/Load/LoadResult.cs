namespace OrleansMicro.Bench.Load;

/// <summary>The final line of a load run; the warm-up is left out of every number.</summary>
/// <param name="Seconds">Length of the measurement.</param>
/// <param name="Workers">Buyers at once, each with a connection of its own.</param>
/// <param name="Purchases">Orders paid: so many lines put and 1 checkout each.</param>
/// <param name="PurchasesPerSecond">The same per second.</param>
/// <param name="RequestsPerSecond">HTTP requests per second.</param>
/// <param name="Purchase">Latency of a whole purchase.</param>
/// <param name="PutLine">Latency of putting a line.</param>
/// <param name="Checkout">Latency of a checkout.</param>
/// <param name="Errors">Requests that failed, by kind.</param>
/// <param name="Retries">Requests sent again after their connection was lost, warm-up included.</param>
/// <param name="ServerCpuMsPerPurchase">CPU time of the server's processes per purchase; null without <c>--pid</c>.</param>
/// <param name="ServerCpuPercent">CPU time of the server's processes, in percent of one core.</param>
/// <param name="ClientCpuMsPerPurchase">CPU time of the load generator per purchase.</param>
/// <param name="ClientCpuPercent">CPU time of the load generator, in percent of one core.</param>
internal sealed record LoadResult(
    double Seconds,
    int Workers,
    long Purchases,
    double PurchasesPerSecond,
    double RequestsPerSecond,
    Latency Purchase,
    Latency PutLine,
    Latency Checkout,
    IReadOnlyDictionary<string, long> Errors,
    long Retries,
    double? ServerCpuMsPerPurchase,
    double? ServerCpuPercent,
    double ClientCpuMsPerPurchase,
    double ClientCpuPercent);

/// <summary>Milliseconds.</summary>
internal sealed record Latency(double P50, double P90, double P99, double P999)
{
    public static Latency From(LatencyHistogram histogram) => new(
        histogram.PercentileMilliseconds(50),
        histogram.PercentileMilliseconds(90),
        histogram.PercentileMilliseconds(99),
        histogram.PercentileMilliseconds(99.9));
}
