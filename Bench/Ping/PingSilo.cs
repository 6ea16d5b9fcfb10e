using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansMicro.Bench.Ping;

/// <summary>The silo of <see cref="ExternalPing"/>, a process of its own that ends with its standard input.</summary>
internal static class PingSilo
{
    /// <summary>The line that says that the silo takes calls.</summary>
    public const string Ready = "ready";

    /// <summary>Runs the silo.</summary>
    /// <param name="siloPort">Port for silos.</param>
    /// <param name="gatewayPort">Port for the client.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>0.</returns>
    public static async Task<int> RunAsync(int siloPort, int gatewayPort, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort)
            .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort));
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync(cancellationToken);
        await host.StopAsync(CancellationToken.None);
        return 0;
    }
}
