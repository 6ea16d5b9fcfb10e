using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Yardstick;

/// <summary>Requests to a yardstick server as fast as so many clients can send them.</summary>
/// <param name="Silos">Silo processes of a cluster; null: single mode.</param>
/// <param name="Redis">The Redis of a cluster.</param>
/// <param name="Folder">Where single mode makes the folder of its database, which it removes again.</param>
/// <param name="Workers">Clients at once.</param>
/// <param name="WarmUp">Not measured.</param>
/// <param name="Length">Measured.</param>
/// <param name="Pids">Further processes whose CPU time counts, such as Redis.</param>
internal sealed record YardstickRun(
    int? Silos, string Redis, string Folder, int Workers, TimeSpan WarmUp, TimeSpan Length, IReadOnlyList<int> Pids)
{
    /// <summary>As many as the product has products under load.</summary>
    private const int Counters = LoadShop.Products;

    public async Task<YardstickResult> Measure(Progress progress, CancellationToken stop)
    {
        var data = Directory.CreateDirectory(Path.Combine(Folder, RunName.New("yardstick-")));
        try
        {
            await using var servers = Silos is { } silos
                ? await YardstickProcesses.StartCluster(Redis, data.Name, silos, stop)
                : await YardstickProcesses.StartSingle(data.FullName, stop);
            var clock = new LoadClock(TimeProvider.System);
            var counters = Math.Max(1, Counters / Workers);
            var workers = Enumerable.Range(0, Workers).Select(i => new YardstickWorker(i, servers.Url, counters, clock)).ToList();
            var meter = new LoadMeter(clock, WarmUp, Length, [.. servers.Pids, .. Pids]);
            return Summarise(workers, await meter.Measure([.. workers.Select(worker => (Action)worker.Run)], progress, stop));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private YardstickResult Summarise(List<YardstickWorker> workers, LoadUsage usage)
    {
        var latency = new LatencyHistogram();
        workers.ForEach(worker => latency.Merge(worker.Latency));
        return new YardstickResult(
            Silos is null ? "single" : "cluster",
            Silos ?? 1,
            Math.Round(usage.Elapsed.TotalSeconds, 2),
            Workers,
            latency.Count,
            usage.PerSecond(latency.Count),
            Latency.From(latency),
            workers.Sum(worker => worker.Answered),
            LoadMeter.Sum(workers.Select(worker => worker.Errors)),
            LoadUsage.MillisecondsPer(latency.Count, usage.Server),
            usage.Percent(usage.Server),
            LoadUsage.MillisecondsPer(latency.Count, usage.Client),
            usage.Percent(usage.Client));
    }
}
