using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansMicro.Bench.Cluster;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Ping;

/// <summary>Measures grain calls over TCP: this process is the client, and starts another one that is the silo.</summary>
internal static class ExternalPing
{
    /// <summary>Runs it and prints one line of JSON.</summary>
    /// <param name="seconds">How long to measure.</param>
    /// <param name="callers">How many callers there are.</param>
    /// <param name="grains">How many grains there are.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <returns>0.</returns>
    public static async Task<int> RunAsync(int seconds, int callers, int grains, CancellationToken cancellationToken)
    {
        var (siloPort, gatewayPort) = (FreePorts.Next(), FreePorts.Next());
        using var silo = StartSilo(siloPort, gatewayPort);
        try
        {
            if (await silo.StandardOutput.ReadLineAsync(cancellationToken) != PingSilo.Ready)
                throw new InvalidOperationException("The silo did not start.");
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort));
            using var host = builder.Build();
            await host.StartAsync(cancellationToken);
            var factory = host.Services.GetRequiredService<IClusterClient>();
            var targets = Enumerable.Range(0, grains).Select(key => factory.GetGrain<IPingGrain>(key)).ToArray();
            await PingLoad.RunAsync(targets, callers, PingLoad.WarmUp, cancellationToken);
            var siloCpu = ProcessCpu.Of(silo.Id);
            var result = await PingLoad.RunAsync(targets, callers, TimeSpan.FromSeconds(seconds), cancellationToken);
            siloCpu = ProcessCpu.Of(silo.Id) - siloCpu;
            var fields = result.ToFields("ping external", callers, grains);
            fields["siloCpuMicrosecondsPerCall"] = Math.Round(siloCpu.TotalMicroseconds / result.Latency.Count, 3);
            Console.WriteLine(JsonSerializer.Serialize(fields));
            await host.StopAsync(CancellationToken.None);
            return 0;
        }
        finally
        {
            // The silo ends with its input.
            silo.StandardInput.Close();
            await silo.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process StartSilo(int siloPort, int gatewayPort)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Under `dotnet Bench.dll` the process is dotnet and the program its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in new[]
        {
            "ping-silo",
            "--silo-port", siloPort.ToString(CultureInfo.InvariantCulture),
            "--gateway-port", gatewayPort.ToString(CultureInfo.InvariantCulture),
        })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The silo's process did not start.");
    }
}
