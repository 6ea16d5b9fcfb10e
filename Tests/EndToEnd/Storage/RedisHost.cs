using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansMicro.Tests.Shared.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Tests.EndToEnd.Storage;

/// <summary>A silo whose state and reminders are in Redis, as JSON.</summary>
internal static class RedisHost
{
    public static async Task<IHost> Start(RedisServer redis, string service)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePorts.Next(), FreePorts.Next())
            .Configure<ClusterOptions>(options => options.ServiceId = service)
            .AddRedisGrainStorageAsDefault(options =>
            {
                options.ConfigurationOptions = ConfigurationOptions.Parse(redis.ConnectionString);
                options.GrainStorageSerializer = SampleJson.Serializer();
            })
            .UseRedisReminderService(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis.ConnectionString)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
