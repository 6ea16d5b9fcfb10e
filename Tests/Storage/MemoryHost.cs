using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace OrleansMicro.Tests.Storage;

/// <summary>A silo with the engine's own memory storage and reminders, to hold them to the same rules.</summary>
internal static class MemoryHost
{
    public static async Task<IHost> Start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), FreePort())
            .AddMemoryGrainStorageAsDefault()
            .UseInMemoryReminderService());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
