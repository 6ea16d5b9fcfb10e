using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansMicro.Bench.Ping;

/// <summary>Measures grain calls of callers within the silo's process.</summary>
public static class PingBenchmark
{
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
        await PingLoad.RunAsync(targets, callers, PingLoad.WarmUp, cancellationToken);
        var result = await PingLoad.RunAsync(targets, callers, TimeSpan.FromSeconds(seconds), cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(result.ToFields("ping", callers, grains)));
        await host.StopAsync(CancellationToken.None);
        return 0;
    }
}
