using System.Net;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Silo.Move;

/// <summary>What a silo of the cluster would use, without the silo: connection, reminders and membership.</summary>
/// <param name="Redis">The database.</param>
/// <param name="Server">The server of the database, for the list of its keys.</param>
/// <param name="ClusterId">Whose data.</param>
/// <param name="Address">For people.</param>
/// <param name="Reminders">Orleans' table.</param>
/// <param name="Members">Orleans' table.</param>
internal sealed record RedisPlaceParts(
    IDatabase Redis, IServer Server, string ClusterId, string Address, IReminderTable Reminders, LiveMembers Members)
{
    /// <summary>Adds the services to a builder that has the settings of a silo. Waits until Redis answers.</summary>
    public static async Task AddServicesAsync(WebApplicationBuilder builder)
    {
        await builder.AddClusterConnectionAsync(ClusterSilo.CallTimeout);
        builder.UseOrleans(static silo =>
        {
            silo.UseRedisClustering(static _ => { });
            silo.AddRedisStorage();
        });
    }

    /// <summary>The parts from the services of a host that is never started.</summary>
    public static async Task<RedisPlaceParts> CreateAsync(IServiceProvider services, Action<string> note)
    {
        var connection = services.GetRequiredService<RedisConnection>();
        var cluster = services.GetRequiredService<IOptions<ClusterConnectionOptions>>().Value;
        var (multiplexer, _) = await connection.ShareAsync();
        var reminders = services.GetRequiredService<IReminderTable>();
        await reminders.StartAsync();
        var members = services.GetRequiredService<IMembershipTable>();

        // A table that no silo has created yet cannot be read.
        await members.InitializeMembershipTableAsync(tryInitTableVersion: true, CancellationToken.None);
        return new RedisPlaceParts(
            multiplexer.GetDatabase(),
            Array.Find(multiplexer.GetServers(), static server => server is { IsConnected: true, IsReplica: false })
                ?? throw new StartException("Redis has no primary server. Name it in Cluster:Redis."),
            cluster.Id,
            string.Join(',', connection.Configuration.EndPoints.Select(
                static place => place is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : place.ToString())),
            reminders,
            new LiveMembers(members, cluster.FailureDetectionTimeout * 0.4, TimeProvider.System, note));
    }
}
