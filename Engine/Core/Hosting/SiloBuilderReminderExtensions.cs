using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Reminders;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>Registers the reminder service.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Adds the reminder service; an <see cref="IReminderTable"/> has to be registered as well.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddReminders();
        return builder;
    }

    /// <summary>Adds the reminder service; an <see cref="IReminderTable"/> has to be registered as well.</summary>
    public static void AddReminders(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(LocalReminders)))
            return;
        services.AddSingleton<LocalReminders>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<LocalReminders>());
        services.TryAddSingleton<IReminderRegistry, ReminderRegistry>();
    }
}

/// <summary>Registers in-memory reminders.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Adds reminders that are kept in the memory of the process.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable>(static provider => provider.GetRequiredService<InMemoryCluster>().Reminders);
        return builder;
    }
}
