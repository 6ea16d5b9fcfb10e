using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansMicro.Bench.Ping;

/// <summary>Measures grain calls: callers within the silo's process, each waiting for one call at a time, take turns on the grains.</summary>
public static class PingBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Runs it and prints one line of JSON.</summary>
    /// <param name="seconds">How long to measure.</param>
    /// <param name="callers">How many callers there are.</param>
    /// <param name="grains">How many grains there are.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <returns>0.</returns>
    public static async Task<int> RunAsync(int seconds, int callers, int grains, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(callers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(grains, 1);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(static silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var factory = host.Services.GetRequiredService<IGrainFactory>();
        var targets = Enumerable.Range(0, grains).Select(key => factory.GetGrain<IPingGrain>(key)).ToArray();
        await Measure(targets, callers, WarmUp, cancellationToken);
        var result = await Measure(targets, callers, TimeSpan.FromSeconds(seconds), cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["benchmark"] = "ping",
            ["engine"] = typeof(IGrainFactory).Assembly.GetName().Name!.StartsWith("OrleansMicro", StringComparison.Ordinal) ? "builtin" : "official",
            ["callers"] = callers,
            ["grains"] = grains,
            ["seconds"] = Math.Round(result.Elapsed.TotalSeconds, 2),
            ["calls"] = result.Calls,
            ["callsPerSecond"] = (long)(result.Calls / result.Elapsed.TotalSeconds),
            ["cpuMicrosecondsPerCall"] = Math.Round(result.Cpu.TotalMicroseconds / result.Calls, 3),
            ["bytesPerCall"] = result.Bytes / result.Calls,
        }));
        await host.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task<Measurement> Measure(IPingGrain[] targets, int callers, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var cpu = Environment.CpuUsage.TotalTime;
        var bytes = GC.GetTotalAllocatedBytes();
        var start = Stopwatch.GetTimestamp();
        stop.CancelAfter(duration);
        var token = stop.Token;
        var loops = Enumerable.Range(0, callers).Select(caller => Task.Run(() => Call(targets, caller, token), CancellationToken.None)).ToArray();
        var calls = (await Task.WhenAll(loops)).Sum();
        return new(calls, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu, GC.GetTotalAllocatedBytes() - bytes);
    }

    private static async Task<long> Call(IPingGrain[] targets, int caller, CancellationToken stop)
    {
        var calls = 0L;
        for (var next = caller % targets.Length; !stop.IsCancellationRequested; next = next + 1 < targets.Length ? next + 1 : 0)
        {
            var answer = await targets[next].Ping(calls);
            if (answer != ++calls)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Ping({calls - 1}) gave {answer}."));
        }

        return calls;
    }

    private readonly record struct Measurement(long Calls, TimeSpan Elapsed, TimeSpan Cpu, long Bytes);
}
