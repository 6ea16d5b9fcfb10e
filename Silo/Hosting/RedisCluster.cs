using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Persistence.Redis;
using Orleans.Storage;
using OrleansMicro.Silo.Storage;
using StackExchange.Redis;
using JsonGrainStorageSerializer = OrleansMicro.Silo.Storage.JsonGrainStorageSerializer;

namespace OrleansMicro.Silo;

/// <summary>What makes a silo part of a cluster on Redis.</summary>
internal static class RedisCluster
{
    private const string Redis = "Redis";
    private const string DefaultStorage = "Default";
    private const int MissedProbes = 3;

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
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.CallTimeout);
        silo.Configure<ClusterMembershipOptions>(options => WatchEachOther(options, settings.DeadAfter));

        silo.Services.TryAddSingleton<StateUpgrades>();
        silo.Services.AddSingleton<IGrainStorageSerializer>(static services =>
            new JsonGrainStorageSerializer(StateJson.Options, services.GetRequiredService<StateUpgrades>()));
        silo.UseRedisClustering(options => options.ConfigurationOptions = settings.RedisConfiguration());
        silo.AddRedisGrainStorage(Redis, options => options.ConfigurationOptions = settings.RedisConfiguration());
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            DefaultStorage, static (services, _) => new TranslatingStorage(
                services.GetRequiredKeyedService<IGrainStorage>(Redis), static error => error is RedisStorageException or RedisException or TimeoutException));
        silo.Services.TryAddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>(DefaultStorage));
        silo.UseRedisReminderService(options => options.ConfigurationOptions = settings.RedisConfiguration());
        silo.SpreadOverNewSilos();
    }

    // A silo that was killed is missed by its third probe. Its last sign of life counts for a start after a crash of all silos: the new ones
    // must not wait for the dead.
    private static void WatchEachOther(ClusterMembershipOptions options, TimeSpan deadAfter)
    {
        options.ProbeTimeout = deadAfter / MissedProbes;
        options.NumMissedProbesLimit = MissedProbes;
        options.IAmAliveTablePublishTimeout = deadAfter;
        options.TableRefreshTimeout = deadAfter;
    }
}
