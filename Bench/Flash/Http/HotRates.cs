using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Flash;

/// <summary>What buyers reached in one measurement.</summary>
/// <param name="All">Purchases per second.</param>
/// <param name="Even">Those of the buyers with even numbers alone, which are half of all buyers.</param>
/// <param name="Purchase">Latency of a purchase.</param>
internal sealed record HotRates(double All, double Even, Latency Purchase)
{
    public static HotRates From(IReadOnlyList<LoadWorker> buyers, LoadUsage usage)
    {
        var latency = new LatencyHistogram();
        foreach (var buyer in buyers) latency.Merge(buyer.Purchase);
        var even = buyers.Where((_, number) => number % 2 == 0).Sum(buyer => buyer.Purchase.Count);
        return new HotRates(usage.PerSecond(latency.Count), usage.PerSecond(even), Latency.From(latency));
    }
}
