using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Networking.Shared;
using Orleans.Persistence;
using Orleans.Persistence.Redis;
using Orleans.Storage;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Storage;
using StackExchange.Redis;
using JsonGrainStorageSerializer = OrleansMicro.Silo.Storage.JsonGrainStorageSerializer;

namespace OrleansMicro.Silo;

/// <summary>What makes a silo part of a cluster on Redis.</summary>
internal static class RedisCluster
{
    private const string Redis = "Redis";
    private const string DefaultStorage = "Default";

    /// <summary>Membership, state and reminders in Redis, with state in the same JSON that single mode keeps in SQLite.</summary>
    public static void UseRedisCluster(this ISiloBuilder silo, SiloSettings settings, SiloPlace place)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.Id, settings.Id));
        silo.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = place.Advertised;
            (options.SiloPort, options.GatewayPort) = (place.SiloPort, place.GatewayPort);
            (options.SiloListeningEndpoint, options.GatewayListeningEndpoint) = (place.SiloListener, place.GatewayListener);
        });
        silo.NoticeFailures(settings);
        silo.KeepStateInRedis(settings.RedisConfiguration());
        silo.SpreadOverNewSilos();
        silo.ShedLoad(settings.ShedCpuAbove);
    }

    private static void NoticeFailures(this ISiloBuilder silo, SiloSettings settings)
    {
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = settings.CallTimeout;
            options.SystemResponseTimeout = FailureDetection.SystemCallTimeout(settings.DeadAfter);
        });
        silo.Configure<ClusterMembershipOptions>(options => FailureDetection.Configure(options, settings.DeadAfter));
        silo.Configure<ConnectionOptions>(options => FailureDetection.Configure(options, settings.DeadAfter));
        silo.Configure<SocketConnectionOptions>(options => FailureDetection.Configure(options, settings.DeadAfter));
        silo.Services.AddSingleton<IFatalErrorHandler, EndOfSilo>();
    }

    private static void KeepStateInRedis(this ISiloBuilder silo, ConfigurationOptions redis)
    {
        var services = silo.Services;
        services.AddSingleton(_ => new RedisConnection(redis));
        silo.UseRedisClustering(static _ => { });
        services.AddOptions<RedisClusteringOptions>().Configure<RedisConnection>(static (options, redis) =>
            (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Configuration, _ => redis.Open()));
        silo.UseRedisReminderService(static _ => { });
        services.AddOptions<RedisReminderTableOptions>().Configure<RedisConnection>(static (options, redis) =>
            (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Configuration, _ => redis.Open()));
        silo.AddRedisGrainStorage(Redis, static (OptionsBuilder<RedisStorageOptions> options) => options.Configure<RedisConnection>(static (options, redis) =>
            (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Configuration, _ => redis.Open())));

        services.AddStateUpgrades();
        services.AddSingleton<IGrainStorageSerializer>(static services =>
            new JsonGrainStorageSerializer(StateJson.Options, services.GetRequiredService<StateUpgrades>()));
        services.AddKeyedSingleton<IGrainStorage>(
            DefaultStorage, static (services, _) => new TranslatingStorage(
                services.GetRequiredKeyedService<IGrainStorage>(Redis), static error => error is RedisStorageException or RedisException or TimeoutException));
        services.TryAddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>(DefaultStorage));
    }
}
