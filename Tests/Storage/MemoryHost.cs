using Microsoft.Extensions.Hosting;
using OrleansMicro.Tools.Processes;

namespace OrleansMicro.Tests.Storage;

/// <summary>A silo with Orleans' memory storage and reminders, to hold them to the same rules.</summary>
internal static class MemoryHost
{
    public static async Task<IHost> Start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePorts.Next(), FreePorts.Next())
            .AddMemoryGrainStorageAsDefault()
            .UseInMemoryReminderService());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
