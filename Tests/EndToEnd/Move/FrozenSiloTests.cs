using OrleansMicro.Silo.Move;
using OrleansMicro.Tests.EndToEnd.Cluster;
using StackExchange.Redis;

namespace OrleansMicro.Tests.EndToEnd.Move;

/// <summary>A silo of the source that is frozen while the shop is moved, and wakes up afterwards.</summary>
[Collection(ProcessTests.Name)]
public sealed class FrozenSiloTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const string ClusterId = "frozen-source";

    [SkippableFact]
    public async Task Ends_when_it_wakes_up_and_writes_nothing()
    {
        RedisServer.SkipIfMissing();
        using var data = new TempFolder();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await using var cluster = await ClusterProcesses.Start(redis.Address, ClusterId, silos: 1, apis: 1);
        using (var shop = new ShopClient(cluster.Nodes.Urls[0]))
            await shop.NewProduct(stock: 3);
        await cluster.Nodes.Terminate(cluster.Nodes.Apis[0]);
        var silo = cluster.Nodes.Silos[0];

        // Withdrawn announcements are written with the next pulse, which would come when the silo wakes up.
        await Eventually.Holds(() => !HasAnnouncements(connection), "the index of events has no announcement");
        await silo.Pause();
        var before = Read(connection);

        await MoveProcess.Succeed("to-single", data.Path, redis, "--cluster-id", ClusterId);
        await silo.Resume();

        await Eventually.Holds(() => silo.HasExited, "the silo ends");

        // It ends at once, so its last log lines may be lost.
        Assert.NotEqual(0, silo.ExitCode);
        Assert.NotEmpty(before);
        Assert.Equal(before, Read(connection));
    }

    private static bool HasAnnouncements(ConnectionMultiplexer connection) => connection.GetServers().Single()
        .Keys(pattern: new RedisKeys(ClusterId).StatePattern)
        .Where(static key => key.ToString().Contains("/eventindex/", StringComparison.Ordinal))
        .Any(key => connection.GetDatabase().HashGet(key, "data").ToString().Contains("entries\":[{", StringComparison.Ordinal));

    /// <summary>All states and reminders, as Redis stores them.</summary>
    private static List<string> Read(ConnectionMultiplexer connection)
    {
        var keys = new RedisKeys(ClusterId);
        var database = connection.GetDatabase();
        return [.. connection.GetServers().Single().Keys(pattern: keys.StatePattern).Append(keys.Reminders)
            .Select(key => $"{key} {Convert.ToHexString(database.KeyDump(key) ?? [])}")
            .Order(StringComparer.Ordinal)];
    }
}
