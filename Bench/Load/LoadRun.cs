using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Load;

/// <summary>Full purchases as fast as so many buyers can make them.</summary>
/// <param name="Run">Goes into every identifier and key.</param>
/// <param name="Servers">The servers; each buyer has one, as long as it answers.</param>
/// <param name="Workers">Buyers at once.</param>
/// <param name="Customers">Customers who buy in turn.</param>
/// <param name="WarmUp">Not measured.</param>
/// <param name="Length">Measured.</param>
/// <param name="ServerPids">The server's processes, for their CPU time.</param>
internal sealed record LoadRun(
    string Run, IReadOnlyList<Uri> Servers, int Workers, int Customers, TimeSpan WarmUp, TimeSpan Length, IReadOnlyList<int> ServerPids)
{
    public async Task<(LoadResult Result, Mismatches Mismatches)> Load(ApiClient api, Progress progress, CancellationToken stop)
    {
        var shop = new LoadShop(Run);
        var client = new ShopClient(api);
        await shop.SetUp(client, progress, stop);

        var clock = new LoadClock(TimeProvider.System);
        var perWorker = Math.Max(1, Customers / Workers);
        var workers = Enumerable.Range(0, Workers).Select(i => new LoadWorker(i, Servers, shop, perWorker, clock)).ToList();
        var threads = workers.Select((worker, i) => new Thread(worker.Run) { Name = $"buyer {i}", IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        var usage = await Measure(clock, progress, stop);
        foreach (var thread in threads) await Task.Run(thread.Join, CancellationToken.None);

        var result = Summarise(workers, usage);
        var (sold, reserved) = await shop.CountSold(client, progress, stop);
        var mismatches = new Mismatches();
        mismatches.Expect("failed requests", 0, result.Errors.Values.Sum());
        // A purchase whose answer was lost may or may not have gone through, so that the count is only exact without errors.
        if (result.Errors.Count == 0) mismatches.Expect("units sold", workers.Sum(worker => worker.UnitsBought), sold);
        mismatches.Expect("units still reserved", 0, reserved);
        return (result, mismatches);
    }

    private async Task<Usage> Measure(LoadClock clock, Progress progress, CancellationToken stop)
    {
        try
        {
            progress.Begin("warm up (seconds)", (long)WarmUp.TotalSeconds);
            await Pass(WarmUp, progress, stop);
            var before = Usage.Now(clock, ServerPids);
            clock.Phase = LoadPhase.Measuring;
            progress.Begin("measure (seconds)", (long)Length.TotalSeconds);
            await Pass(Length, progress, stop);
            return Usage.Now(clock, ServerPids) - before;
        }
        finally
        {
            clock.Phase = LoadPhase.Over;
        }
    }

    private static async Task Pass(TimeSpan length, Progress progress, CancellationToken stop)
    {
        for (var second = 0; second < (int)length.TotalSeconds; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
            progress.Advance();
        }
    }

    private LoadResult Summarise(List<LoadWorker> workers, Usage usage)
    {
        var (purchase, put, checkout) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        foreach (var worker in workers)
        {
            purchase.Merge(worker.Purchase);
            put.Merge(worker.PutLine);
            checkout.Merge(worker.Checkout);
        }

        var seconds = usage.Elapsed.TotalSeconds;
        double PerPurchase(TimeSpan cpu) => purchase.Count == 0 ? 0 : Math.Round(cpu.TotalMilliseconds / purchase.Count, 3);
        double Percent(TimeSpan cpu) => Math.Round(100 * cpu.TotalSeconds / seconds, 1);
        return new LoadResult(
            Math.Round(seconds, 2),
            Workers,
            purchase.Count,
            Math.Round(purchase.Count / seconds, 1),
            Math.Round((put.Count + checkout.Count) / seconds, 1),
            Latency.From(purchase),
            Latency.From(put),
            Latency.From(checkout),
            workers.SelectMany(worker => worker.Errors).GroupBy(kind => kind.Key).ToDictionary(kind => kind.Key, kind => kind.Sum(one => one.Value)),
            workers.Sum(worker => worker.Retries),
            ServerPids.Count == 0 ? null : PerPurchase(usage.Server),
            ServerPids.Count == 0 ? null : Percent(usage.Server),
            PerPurchase(usage.Client),
            Percent(usage.Client));
    }

    private readonly record struct Usage(TimeSpan Elapsed, TimeSpan Server, TimeSpan Client)
    {
        public static Usage operator -(Usage later, Usage earlier) =>
            new(later.Elapsed - earlier.Elapsed, later.Server - earlier.Server, later.Client - earlier.Client);

        public static Usage Now(LoadClock clock, IReadOnlyList<int> pids) => new(
            clock.Since(0),
            pids.Aggregate(TimeSpan.Zero, (sum, pid) => sum + ProcessCpu.Read(pid)),
            ProcessCpu.Read(Environment.ProcessId));
    }
}
