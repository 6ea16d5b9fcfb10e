using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Load;

/// <summary>Runs workers through warm-up and measurement.</summary>
/// <param name="Clock">Tells the workers when to stop.</param>
/// <param name="WarmUp">Not measured.</param>
/// <param name="Length">Measured.</param>
/// <param name="ServerPids">The server's processes, for their CPU time.</param>
internal sealed record LoadMeter(LoadClock Clock, TimeSpan WarmUp, TimeSpan Length, IReadOnlyList<int> ServerPids)
{
    /// <summary>Adds up what workers counted, by kind.</summary>
    public static Dictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> counts) =>
        counts.SelectMany(one => one).GroupBy(kind => kind.Key).ToDictionary(kind => kind.Key, kind => kind.Sum(one => one.Value));

    /// <summary>Runs each worker on a thread of its own. Gives what the measurement used. The workers have ended then.</summary>
    public async Task<LoadUsage> Measure(IReadOnlyList<Action> workers, Progress progress, CancellationToken stop)
    {
        var threads = workers.Select((run, i) => new Thread(() => run()) { Name = $"worker {i}", IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        var usage = await Measure(progress, stop);
        foreach (var thread in threads) await Task.Run(thread.Join, CancellationToken.None);
        return usage;
    }

    /// <summary>Runs asynchronous workers. Gives what the measurement used. The workers have ended then.</summary>
    public async Task<LoadUsage> Measure(IReadOnlyList<Func<Task>> workers, Progress progress, CancellationToken stop)
    {
        var running = workers.Select(worker => Task.Run(worker, CancellationToken.None)).ToList();
        var usage = await Measure(progress, stop);
        await Task.WhenAll(running);
        return usage;
    }

    private async Task<LoadUsage> Measure(Progress progress, CancellationToken stop)
    {
        try
        {
            progress.Begin("warm up (seconds)", (long)WarmUp.TotalSeconds);
            await Pass(WarmUp, progress, stop);
            var before = Now();
            Clock.Phase = LoadPhase.Measuring;
            progress.Begin("measure (seconds)", (long)Length.TotalSeconds);
            await Pass(Length, progress, stop);
            return Now() - before;
        }
        finally
        {
            Clock.Phase = LoadPhase.Over;
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

    private LoadUsage Now() => new(
        Clock.Since(0),
        ServerPids.Aggregate(TimeSpan.Zero, (sum, pid) => sum + ProcessCpu.Read(pid)),
        ProcessCpu.Read(Environment.ProcessId));
}
