using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The services of a silo: those of Orleans, with the simulated runtime below, and those of the application.</summary>
internal static class SiloServices
{
    public static ServiceProvider Build(SiloRuntime silo, SimSiloDetails details)
    {
        var (world, process) = (silo.World, silo.Process);
        var services = new ServiceCollection();
        OrleansTypes.AddTo(services);
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton<ILocalSiloDetails>(details);
        services.AddSingleton<ITimerRegistry, SimTimers>();
        services.AddSingleton<IGrainRuntime, SimGrainRuntime>();
        services.AddSingleton(new SimReminders(world.Store, silo.Connection, process));
        services.AddSingleton<IReminderRegistry>(static provider => provider.GetRequiredService<SimReminders>());
        services.AddSingleton<ILoggerFactory>(world.Log is { } log ? new SimLogs(line => log(process, line)) : NullLoggerFactory.Instance);
        world.ConfigureSilo(process, silo.Connection, services);
        return services.BuildServiceProvider();
    }
}
