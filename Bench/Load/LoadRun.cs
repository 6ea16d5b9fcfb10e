using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Load;

/// <summary>Full purchases as fast as so many buyers can make them.</summary>
/// <param name="Run">Goes into every identifier and key.</param>
/// <param name="Servers">The servers; each buyer has one, as long as it answers.</param>
/// <param name="Workers">Buyers at once.</param>
/// <param name="Lines">Lines of a purchase.</param>
/// <param name="Customers">Customers who buy in turn.</param>
/// <param name="WarmUp">Not measured.</param>
/// <param name="Length">Measured.</param>
/// <param name="ServerPids">The server's processes, for their CPU time.</param>
internal sealed record LoadRun(
    string Run, IReadOnlyList<Uri> Servers, int Workers, int Lines, int Customers, TimeSpan WarmUp, TimeSpan Length,
    IReadOnlyList<int> ServerPids)
{
    public async Task<(LoadResult Result, Mismatches Mismatches)> Load(ApiClient api, Progress progress, CancellationToken stop)
    {
        var shop = new LoadShop(Run);
        var client = new ShopClient(api);
        await shop.SetUp(client, progress, stop);

        var clock = new LoadClock(TimeProvider.System);
        var perWorker = Math.Max(1, Customers / Workers);
        var workers = Enumerable.Range(0, Workers).Select(i => new LoadWorker(i, Servers, shop, Baskets.Any(Lines), perWorker, clock)).ToList();
        var meter = new LoadMeter(clock, WarmUp, Length, ServerPids);
        var usage = await meter.Measure([.. workers.Select(worker => (Action)worker.Run)], progress, stop);

        var result = Summarise(workers, usage);
        var (sold, reserved) = await shop.CountSold(client, progress, stop);
        var mismatches = new Mismatches();
        mismatches.Expect("failed requests", 0, result.Errors.Values.Sum());
        // A purchase whose answer was lost may or may not have gone through, so that the count is only exact without errors.
        if (result.Errors.Count == 0) mismatches.Expect("units sold", workers.Sum(worker => worker.UnitsBought), sold);
        mismatches.Expect("units still reserved", 0, reserved);
        return (result, mismatches);
    }

    private LoadResult Summarise(List<LoadWorker> workers, LoadUsage usage)
    {
        var (purchase, put, checkout) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        foreach (var worker in workers)
        {
            purchase.Merge(worker.Purchase);
            put.Merge(worker.PutLine);
            checkout.Merge(worker.Checkout);
        }

        return new LoadResult(
            Math.Round(usage.Elapsed.TotalSeconds, 2),
            Workers,
            purchase.Count,
            usage.PerSecond(purchase.Count),
            usage.PerSecond(put.Count + checkout.Count),
            Latency.From(purchase),
            Latency.From(put),
            Latency.From(checkout),
            LoadMeter.Sum(workers.Select(worker => worker.Errors)),
            workers.Sum(worker => worker.Retries),
            ServerPids.Count == 0 ? null : LoadUsage.MillisecondsPer(purchase.Count, usage.Server),
            ServerPids.Count == 0 ? null : usage.Percent(usage.Server),
            LoadUsage.MillisecondsPer(purchase.Count, usage.Client),
            usage.Percent(usage.Client));
    }
}
