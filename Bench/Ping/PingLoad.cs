using System.Diagnostics;
using System.Globalization;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Ping;

/// <summary>Callers that each wait for one call at a time and take turns on the grains.</summary>
internal static class PingLoad
{
    /// <summary>How long to call before anything is measured, so that the code is compiled.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Calls until the time is over.</summary>
    /// <param name="targets">The grains.</param>
    /// <param name="callers">How many callers there are.</param>
    /// <param name="duration">How long to call.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<PingResult> RunAsync(IPingGrain[] targets, int callers, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var cpu = Environment.CpuUsage.TotalTime;
        var bytes = GC.GetTotalAllocatedBytes();
        var start = Stopwatch.GetTimestamp();
        stop.CancelAfter(duration);
        var token = stop.Token;
        var loops = Enumerable.Range(0, callers)
            .Select(caller => Task.Run(() => CallAsync(targets, caller, token), CancellationToken.None))
            .ToArray();
        var latency = new LatencyHistogram();
        foreach (var one in await Task.WhenAll(loops))
            latency.Merge(one);
        return new(latency, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu, GC.GetTotalAllocatedBytes() - bytes);
    }

    private static async Task<LatencyHistogram> CallAsync(IPingGrain[] targets, int caller, CancellationToken stop)
    {
        var latency = new LatencyHistogram();
        var before = Stopwatch.GetTimestamp();
        for (var next = caller % targets.Length; !stop.IsCancellationRequested; next = next + 1 < targets.Length ? next + 1 : 0)
        {
            var calls = latency.Count;
            var answer = await targets[next].Ping(calls);
            if (answer != calls + 1)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Ping({calls}) gave {answer}."));

            // The end of one call is the start of the next.
            var after = Stopwatch.GetTimestamp();
            latency.Record(Stopwatch.GetElapsedTime(before, after));
            before = after;
        }

        return latency;
    }
}

/// <summary>What was measured.</summary>
/// <param name="Latency">How long each call took.</param>
/// <param name="Elapsed">How long all took.</param>
/// <param name="Cpu">CPU time of this process.</param>
/// <param name="Bytes">What this process has allocated.</param>
internal sealed record PingResult(LatencyHistogram Latency, TimeSpan Elapsed, TimeSpan Cpu, long Bytes)
{
    /// <summary>The fields that every kind of ping prints.</summary>
    public Dictionary<string, object> ToFields(string benchmark, int callers, int grains) => new()
    {
        ["benchmark"] = benchmark,
        ["engine"] = typeof(IGrainFactory).Assembly.GetName().Name!.StartsWith("OrleansMicro", StringComparison.Ordinal) ? "builtin" : "official",
        ["callers"] = callers,
        ["grains"] = grains,
        ["seconds"] = Math.Round(Elapsed.TotalSeconds, 2),
        ["calls"] = Latency.Count,
        ["callsPerSecond"] = (long)(Latency.Count / Elapsed.TotalSeconds),
        ["p50Milliseconds"] = Latency.PercentileMilliseconds(50),
        ["p99Milliseconds"] = Latency.PercentileMilliseconds(99),
        ["cpuMicrosecondsPerCall"] = Math.Round(Cpu.TotalMicroseconds / Latency.Count, 3),
        ["bytesPerCall"] = Bytes / Latency.Count,
    };
}
