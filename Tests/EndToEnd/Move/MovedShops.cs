using OrleansMicro.Tests.EndToEnd.Cluster;
using OrleansMicro.Tests.EndToEnd.Upgrade;

namespace OrleansMicro.Tests.EndToEnd.Move;

/// <summary>A cluster on the data folder of an old server, moved into Redis. Orders are in flight.</summary>
public sealed class ShopMovedToCluster() : OldShop("single")
{
    private protected override bool CanStart => RedisServer.IsInstalled;

    internal override void SkipIfMissing() => RedisServer.SkipIfMissing();

    private protected override async Task<Uri> Start()
    {
        var data = Own(await OldData.CopyFolder());
        var redis = Own(new RedisServer());
        await redis.Start();
        await MoveProcess.Succeed("to-cluster", data.Path, redis);
        var cluster = Own(await ClusterProcesses.Start(redis.Address, "orleansmicro", silos: 1, apis: 1));
        Output = () => cluster.Output;
        return cluster.Nodes.Urls[0];
    }
}

/// <summary>A server on the Redis of an old cluster, moved into a data folder. The membership table still has a silo.</summary>
public sealed class ShopMovedToSingle() : OldShop("redis")
{
    private protected override bool CanStart => RedisServer.IsInstalled;

    internal override void SkipIfMissing() => RedisServer.SkipIfMissing();

    private protected override async Task<Uri> Start()
    {
        var redis = Own(await OldData.StartRedis());
        var data = Own(new TempFolder());
        await MoveProcess.Succeed("to-single", data.Path, redis);
        var server = Own(await ServerProcess.Start(data.Path));
        Output = () => server.Output;
        return server.Url;
    }
}

/// <summary>A moved shop answers, continues its orders, sells, cancels and refunds.</summary>
[Collection(ProcessTests.Name)]
public sealed class MovedToClusterTests(ShopMovedToCluster shop) : UpgradeTests(shop), IClassFixture<ShopMovedToCluster>;

/// <inheritdoc cref="MovedToClusterTests"/>
[Collection(ProcessTests.Name)]
public sealed class MovedToSingleTests(ShopMovedToSingle shop) : UpgradeTests(shop), IClassFixture<ShopMovedToSingle>;
