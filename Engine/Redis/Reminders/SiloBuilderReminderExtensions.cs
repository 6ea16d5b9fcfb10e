using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Reminders.Redis;

namespace Orleans.Hosting;

/// <summary>Keeps reminders in Redis.</summary>
public static class RedisReminderSiloBuilderExtensions
{
    /// <summary>Keeps reminders in Redis.</summary>
    public static ISiloBuilder UseRedisReminderService(this ISiloBuilder builder, Action<RedisReminderTableOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.UseRedisReminderService(configure);
        return builder;
    }

    /// <summary>Keeps reminders in Redis.</summary>
    public static IServiceCollection UseRedisReminderService(this IServiceCollection services, Action<RedisReminderTableOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddReminders();
        services.AddOptions<RedisReminderTableOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisReminderTableOptions>, RedisReminderTableOptionsValidator>());
        services.AddSingleton<IReminderTable, RedisReminderTable>();
        return services;
    }
}
