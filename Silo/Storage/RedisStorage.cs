using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Persistence;
using Orleans.Persistence.Redis;
using Orleans.Storage;
using OrleansMicro.Hosting;
using StackExchange.Redis;

namespace OrleansMicro.Silo.Storage;

/// <summary>Grain state and reminders in the cluster's Redis.</summary>
internal static class RedisStorage
{
    private const string Redis = "Redis";
    private const string DefaultStorage = "Default";

    /// <summary>Keeps state in the same JSON as single mode does in SQLite. Needs a registered <see cref="RedisConnection"/>.</summary>
    public static void AddRedisStorage(this ISiloBuilder silo)
    {
        var services = silo.Services;
        silo.UseRedisReminderService(static _ => { });
        services.AddOptions<RedisReminderTableOptions>().Configure<RedisConnection>(static (options, redis) =>
            (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Configuration, _ => redis.ShareAsync()));
        silo.AddRedisGrainStorage(Redis, static (OptionsBuilder<RedisStorageOptions> builder) => builder.Configure<RedisConnection>(
            static (options, redis) =>
            {
                (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Configuration, _ => redis.ShareAsync());

                // Old events would leave an empty key for each of their rows.
                options.DeleteStateOnClear = true;
            }));

        services.AddStateUpgrades();
        services.AddSingleton<IGrainStorageSerializer>(static services =>
            new JsonGrainStorageSerializer(StateJson.Options, services.GetRequiredService<StateUpgrades>()));
        services.AddKeyedSingleton<IGrainStorage>(
            DefaultStorage, static (services, _) => services.ForGrains(
                services.GetRequiredKeyedService<IGrainStorage>(Redis),
                static error => error is RedisStorageException or RedisException or TimeoutException));
        services.TryAddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>(DefaultStorage));
    }
}
